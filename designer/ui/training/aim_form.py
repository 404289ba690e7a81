"""What training aims at for one of several targets: its loss, what that counts, and its metrics."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from designer.catalogue.objects import LOSSES
from designer.catalogue.schema import Setting
from designer.catalogue.units import Number
from designer.graph.aims import set_aim
from designer.graph.specs import Aim
from designer.ui.inspector.fields import field_for
from designer.ui.inspector.form import SettingForm
from designer.ui.parts import column, heading
from designer.ui.session import Session
from designer.ui.training.metrics_form import MetricsForm
from designer.ui.training.object_picker import ObjectPicker
from designer.values import Metric, ObjectValue, value_text

WEIGHT = Setting(
    "weight", Number(low=0, high=1e6), 1.0, "How much this loss counts in the sum of all that training makes smaller."
)


class AimForm(QWidget):
    """About one target."""

    def __init__(self, session: Session, target: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._target = session, target
        self.loss = ObjectPicker(f"Loss for “{target}”", LOSSES)
        self.loss.edited.connect(self._set_loss)
        self.weight = SettingForm((WEIGHT,), {"weight": 1.0}, field_for, labels={"weight": "Loss weight"})
        self.weight.edited.connect(self._set)
        self.weight.reset.connect(self._reset)
        self.metrics = MetricsForm(f"Metrics for “{target}”")
        self.metrics.edited.connect(self._set_metrics)
        layout = column(spacing=6, parent=self)
        for widget in (heading(f"To predict “{target}”"), self.loss, self.weight, self.metrics):
            layout.addWidget(widget)
        for part in (self.loss, self.weight, self.metrics):
            part.finished.connect(session.end_gesture)

    def show_aim(self, aim: Aim) -> None:
        """Show what the design says."""
        self.loss.show_value(aim.loss)
        self.weight.show_values({"weight": aim.weight})
        self.metrics.show_value(aim.metrics)

    def _set_loss(self, value: ObjectValue) -> None:
        label = f"Set loss for {self._target} to {value.kind}"
        self._session.edit(set_aim(self._target, label, loss=value), merge=("aim", self._target, "loss"))

    def _set(self, name: str, value: object) -> None:
        label = f"Set loss weight of {self._target} to {value_text(value)}"  # type: ignore[arg-type]
        self._session.edit(set_aim(self._target, label, weight=float(value)), merge=("aim", self._target, name))  # type: ignore[arg-type]

    def _reset(self, name: str) -> None:
        self._set(name, WEIGHT.default)
        self._session.end_gesture()

    def _set_metrics(self, label: str, metrics: tuple[Metric, ...], merge: tuple[object, ...] | None) -> None:
        merged = ("aim", self._target, *merge) if merge else None
        self._session.edit(set_aim(self._target, f"Set metrics for {self._target}", metrics=metrics), merge=merged)
