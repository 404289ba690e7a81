"""The field of what a callback watches: a list of what the run measures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from designer.catalogue.schema import Setting
from designer.ui.inspector.field import Combo, Field, Mixed, Shown

Offered = Callable[[], tuple[str, ...]]


class MonitorField(Field):
    """Offers the logs there are; one that is set and does not exist is shown all the same."""

    def __init__(self, setting: Setting, value: Shown, offered: Offered, parent: QWidget | None = None) -> None:
        super().__init__(setting, value, parent)
        self._offered = offered
        self.combo = Combo()
        self.combo.activated.connect(self._chosen)
        self._put(self.combo)

    def offer(self) -> None:
        """List what is measured now."""
        names = list(self._offered())
        shown = [] if isinstance(self._value, Mixed) or self._value in names else [str(self._value)]
        names = [*shown, *names]
        if names != [self.combo.itemData(at) for at in range(self.combo.count())]:
            self.combo.clear()
            for name in names:
                self.combo.addItem(name, name)
        self.combo.setCurrentIndex(-1 if isinstance(self._value, Mixed) else self.combo.findData(self._value))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.offer()

    def _chosen(self, index: int) -> None:
        self._give(self.combo.itemData(index))

    def _show(self) -> None:
        self.offer()
