"""The metrics to report, ticked in a menu."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from designer.catalogue.metrics import METRICS, kind_of, started, words
from designer.ui.language import tr
from designer.values import Metric


def metric_words(metrics: Iterable[Metric]) -> str:
    """Metrics as they are read."""
    return ", ".join(words(metrics)) or "none"


class MetricsButton(QToolButton):
    """Stays open while several are ticked."""

    chosen = Signal(object)
    """The metrics there are now, a tuple: those with settings keep them while they are ticked."""

    def __init__(self, title: str = "Metrics", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setProperty("field", True)
        self.setAccessibleName(tr(title))
        self._metrics: tuple[Metric, ...] = ()
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._ticks: dict[str, QAction] = {}
        for kind in METRICS.values():
            tick = menu.addAction(tr(metric_words([started(kind)])))
            tick.setCheckable(True)
            tick.setToolTip(tr(kind.help))
            tick.triggered.connect(self._chosen)
            self._ticks[kind.log] = tick
        menu.installEventFilter(self)
        self.setMenu(menu)

    def show_value(self, metrics: tuple[Metric, ...]) -> None:
        """Tick these metrics."""
        self._metrics = metrics
        there = self._kinds()
        for name, tick in self._ticks.items():
            tick.setChecked(name in there)
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

    def _kinds(self) -> list[str]:
        """The kinds there are, by what their logs are called."""
        found = map(kind_of, self._metrics)
        return ["" if kind is None else kind.log for kind in found]

    def _chosen(self, on: bool) -> None:
        ticked = {name for name, tick in self._ticks.items() if tick.isChecked()}
        there = self._kinds()
        kept = [metric for metric, kind in zip(self._metrics, there, strict=True) if kind in ticked]
        new = [started(kind) for kind in METRICS.values() if kind.log in ticked and kind.log not in there]
        self.chosen.emit((*kept, *new))
