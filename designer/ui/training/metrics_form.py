"""What a run measures beside its loss: metrics to tick, and a form for each that has settings."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from designer.catalogue.metrics import MetricKind, brief, has_form, kind_of, once_more, words
from designer.ui.language import tr
from designer.ui.parts import column
from designer.ui.training.metric_section import MetricSection
from designer.ui.training.metrics_button import MetricsButton, metric_words
from designer.values import Metric, ObjectValue, Value, value_text


class MetricsForm(QWidget):
    """A button with all metrics, and below it what can be set on those that are chosen."""

    edited = Signal(str, object, object)
    """The metrics there are to be: what is done in words, the tuple, and what goes into one step of undo with it."""
    finished = Signal()

    def __init__(self, title: str = "Metrics", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics: tuple[Metric, ...] = ()
        self.sections: dict[int, MetricSection] = {}
        self.button = MetricsButton(title)
        self.button.chosen.connect(self._choose)
        label = QLabel(tr("Metrics"))
        label.setBuddy(self.button)
        self._layout = column(spacing=4, parent=self)
        self._layout.addWidget(label)
        self._layout.addWidget(self.button)

    def show_value(self, metrics: tuple[Metric, ...]) -> None:
        """Show these metrics. Forms stay, and so does the keyboard, while the kinds are the same."""
        self._metrics = metrics
        self.button.show_value(metrics)
        wanted = {at: kind for at, one in enumerate(metrics) if (kind := kind_of(one)) is not None and has_form(one)}
        if wanted != {at: section.kind for at, section in self.sections.items()}:
            self._build(wanted)
        names = words(metrics)
        for at, section in self.sections.items():
            section.show_metric(names[at], self._settings(at))

    def _build(self, wanted: dict[int, MetricKind]) -> None:
        open_ones = [section.kind for section in self.sections.values() if not section.is_folded()]
        known = [section.kind for section in self.sections.values()]
        for section in self.sections.values():
            section.hide()
            section.deleteLater()
        self.sections = {}
        for at, kind in wanted.items():
            section = self.sections[at] = MetricSection(kind)
            section.show_metric("", self._settings(at))
            section.set_folded(kind not in open_ones and (kind in known or not kind.needs))
            section.edited.connect(partial(self._set, at))
            section.reset.connect(partial(self._reset, at))
            section.more.connect(partial(self._add, at))
            section.removed.connect(partial(self._remove, at))
            section.finished.connect(self.finished)
            self._layout.addWidget(section)

    def _settings(self, at: int) -> dict[str, Value]:
        metric = self._metrics[at]
        return dict(metric.settings) if isinstance(metric, ObjectValue) else {}

    def _choose(self, metrics: tuple[Metric, ...]) -> None:
        self._tell(f"Set metrics to {metric_words(metrics)}", metrics)

    def _set(self, at: int, name: str, value: Value) -> None:
        kind = self.sections[at].kind
        given = kind.without_defaults({**self._settings(at), name: value})
        label = f"Set {name.replace('_', ' ')} of {words(self._metrics)[at]} to {value_text(value)}"
        self._tell(label, self._with(at, ObjectValue(kind.name, given)), ("metrics", at, name))

    def _reset(self, at: int, name: str) -> None:
        self._set(at, name, self.sections[at].kind.by_name[name].default)  # type: ignore[arg-type]
        self.finished.emit()

    def _add(self, at: int) -> None:
        again = once_more(self._metrics, at)
        self._tell(f"Add {words(again)[-1]}", again)

    def _remove(self, at: int) -> None:
        self._tell(f"Remove {words(self._metrics)[at]}", (*self._metrics[:at], *self._metrics[at + 1 :]))

    def _with(self, at: int, metric: Metric) -> tuple[Metric, ...]:
        return (*self._metrics[:at], metric, *self._metrics[at + 1 :])

    def _tell(self, label: str, metrics: tuple[Metric, ...], merge: tuple[object, ...] | None = None) -> None:
        self.edited.emit(label, brief(metrics), merge)
