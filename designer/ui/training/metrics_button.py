"""The metrics to report, ticked in a menu."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from designer.catalogue.metrics import METRICS
from designer.ui.language import tr


def metric_words(metrics: Iterable[str]) -> str:
    """Metrics as they are read."""
    return ", ".join(name.replace("_", " ") for name in metrics) or "none"


class MetricsButton(QToolButton):
    """Stays open while several are ticked."""

    chosen = Signal(object)
    """The names that are ticked now, a tuple."""

    def __init__(self, title: str = "Metrics", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setProperty("field", True)
        self.setAccessibleName(tr(title))
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._ticks: dict[str, QAction] = {}
        for name, help in METRICS.items():
            tick = menu.addAction(tr(name.replace("_", " ")))
            tick.setCheckable(True)
            tick.setToolTip(tr(help))
            tick.triggered.connect(self._chosen)
            self._ticks[name] = tick
        menu.installEventFilter(self)
        self.setMenu(menu)

    def show_value(self, metrics: tuple[str, ...]) -> None:
        """Tick these metrics."""
        for name, tick in self._ticks.items():
            tick.setChecked(name in metrics)
        text = metric_words(metrics)
        self.setText(tr(text))
        self.setToolTip(tr(f"What is measured beside the loss: {text}"))

    def eventFilter(self, watched, event: QEvent) -> bool:  # type: ignore[no-untyped-def]
        """Keep the menu open while several are ticked."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(watched, QMenu):
            action = watched.activeAction()
            if action is not None and action.isCheckable():
                action.trigger()
                return True
        return super().eventFilter(watched, event)

    def _chosen(self, on: bool) -> None:
        self.chosen.emit(tuple(name for name, tick in self._ticks.items() if tick.isChecked()))
