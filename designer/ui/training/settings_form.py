"""How the network is trained, as a form; each change is an edit of the design like any other."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from designer.catalogue.objects import LOSSES, OPTIMIZERS
from designer.catalogue.schema import Setting
from designer.catalogue.units import Boolean, Integer
from designer.graph.edits import set_training
from designer.graph.specs import TrainingSettings, target_names
from designer.ui.inspector.fields import field_for
from designer.ui.inspector.form import SettingForm
from designer.ui.parts import Sentence, column, heading
from designer.ui.session import Session, Snapshot
from designer.ui.training.aim_form import AimForm
from designer.ui.training.callbacks_form import CallbacksForm
from designer.ui.training.class_weights_form import ClassWeightsForm
from designer.ui.training.metrics_form import MetricsForm
from designer.ui.training.object_picker import ObjectPicker
from designer.ui.training.precision_form import PrecisionForm
from designer.ui.training.start_form import StartForm
from designer.ui.training.step_note import steps_text
from designer.values import Metric, ObjectValue, value_text

MILLION = 1_000_000

LENGTH = (
    Setting("epochs", Integer(low=1, high=MILLION), 200, "How often training goes through all examples."),
    Setting("batch_size", Integer(low=1, high=MILLION), 32, "After how many examples the weights are changed."),
)
CHANCE = (
    Setting("shuffle", Boolean(), True, "Whether the examples come in a mixed order."),
    Setting(
        "seed", Integer(low=0, high=2**31 - 1), 0, "The same seed gives the same run, here and in the exported script."
    ),
)
LABELS = {"epochs": "Epochs", "batch_size": "Batch size", "shuffle": "Shuffle", "seed": "Seed"}


class TrainingForm(QWidget):
    """Epochs, batch size, optimizer, loss, metrics, order, seed, number format, what watches over it, first weights."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.length = self._form(LENGTH)
        self.chance = self._form(CHANCE)
        self.optimizer = ObjectPicker("Optimizer", OPTIMIZERS)
        self.optimizer.edited.connect(self._set_optimizer)
        self.steps = Sentence("", "quiet")
        self.callbacks = CallbacksForm(session)
        self.class_weights = ClassWeightsForm(session)
        self.precision = PrecisionForm(session)
        self.loss = ObjectPicker("Loss", LOSSES)
        self.loss.edited.connect(self._set_loss)
        self.metrics = MetricsForm()
        self.metrics.edited.connect(self._set_metrics)
        self._single = QWidget()
        single = column(spacing=8, parent=self._single)
        for widget in (self.loss, self.metrics):
            single.addWidget(widget)
        self.aims: dict[str, AimForm] = {}
        self._aims = column(spacing=12)
        self.start = StartForm()
        self.start.chosen.connect(self._set_start)
        layout = column(margin=10, spacing=8, parent=self)
        for widget in (self.length, self.optimizer, self.steps, self._single):
            layout.addWidget(widget)
        layout.addLayout(self._aims)
        layout.addWidget(self.class_weights)
        layout.addWidget(self.chance)
        layout.addWidget(self.precision)
        layout.addWidget(heading("While it trains"))
        layout.addWidget(self.callbacks)
        layout.addWidget(self.start)
        layout.addStretch(1)
        parts = (
            self.length,
            self.chance,
            self.optimizer,
            self.loss,
            self.metrics,
            self.callbacks,
            self.class_weights,
            self.precision,
        )
        for part in parts:
            part.finished.connect(session.end_gesture)
        session.snapshot_changed.connect(self.show_snapshot)
        self.show_snapshot(session.snapshot)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the design's training settings."""
        training = snapshot.design.training
        self.length.show_values({"epochs": training.epochs, "batch_size": training.batch_size})
        self.chance.show_values({"shuffle": training.shuffle, "seed": training.seed})
        self.optimizer.show_value(training.optimizer)
        self.steps.say(steps_text(training, snapshot.data))
        self.loss.show_value(training.loss)
        self.metrics.show_value(training.metrics)
        self.start.show_start(training.start)
        self.precision.show_policy(training.dtype_policy)
        self.callbacks.show_snapshot(snapshot)
        self.class_weights.show_snapshot(snapshot)
        self._show_aims(target_names(snapshot.design.data.source), training)

    def _show_aims(self, targets: tuple[str, ...], training: TrainingSettings) -> None:
        """A form for each of several targets, in the place of the one."""
        if tuple(self.aims) != targets:
            for form in self.aims.values():
                form.hide()
                form.deleteLater()
            self.aims = {target: AimForm(self._session, target) for target in targets}
            for form in self.aims.values():
                self._aims.addWidget(form)
        for target, form in self.aims.items():
            form.show_aim(training.aim(target))
        self._single.setVisible(not targets)

    def _form(self, settings: tuple[Setting, ...]) -> SettingForm:
        training = self._session.design.training
        values = {setting.name: getattr(training, setting.name) for setting in settings}
        form = SettingForm(settings, values, field_for, labels=LABELS)
        form.edited.connect(self._set)
        form.reset.connect(self._reset)
        return form

    def _set(self, name: str, value: object) -> None:
        label = f"Set {name.replace('_', ' ')} to {value_text(value)}"  # type: ignore[arg-type]
        self._session.edit(set_training(label, **{name: value}), merge=("training", name))

    def _reset(self, name: str) -> None:
        default = next(setting.default for setting in (*LENGTH, *CHANCE) if setting.name == name)
        self._set(name, default)
        self._session.end_gesture()

    def _set_optimizer(self, value: ObjectValue) -> None:
        rate = value.settings.get("learning_rate")
        with_rate = f" with learning rate {value_text(rate)}" if rate is not None else ""
        label = f"Set optimizer to {value.kind}{with_rate}"
        self._session.edit(set_training(label, optimizer=value), merge=("training", "optimizer"))

    def _set_loss(self, value: ObjectValue) -> None:
        self._session.edit(set_training(f"Set loss to {value.kind}", loss=value), merge=("training", "loss"))

    def _set_start(self, path: str) -> None:
        what = f"the weights in {Path(path).name}" if path else "fresh weights"
        self._session.edit(set_training(f"Start from {what}", start=path))

    def _set_metrics(self, label: str, metrics: tuple[Metric, ...], merge: tuple[object, ...] | None) -> None:
        self._session.edit(set_training(label, metrics=metrics), merge=merge)
