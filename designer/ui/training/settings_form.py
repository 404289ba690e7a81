"""How the network is trained, as a form; each change is an edit of the design like any other."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from designer.catalogue.metrics import METRICS
from designer.catalogue.objects import LOSSES, OPTIMIZERS
from designer.catalogue.schema import Setting
from designer.catalogue.units import Boolean, Integer
from designer.graph.edits import set_training
from designer.ui.inspector.fields import field_for
from designer.ui.inspector.form import SettingForm
from designer.ui.parts import column
from designer.ui.session import Session, Snapshot
from designer.ui.training.object_picker import ObjectPicker
from designer.values import ObjectValue, value_text

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


class Metrics(QToolButton):
    """The metrics to report, ticked in a menu that stays open."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setProperty("field", True)
        self.setAccessibleName("Metrics")
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._ticks: dict[str, QAction] = {}
        for name, help in METRICS.items():
            tick = menu.addAction(name.replace("_", " "))
            tick.setCheckable(True)
            tick.setToolTip(help)
            tick.triggered.connect(self._chosen)
            self._ticks[name] = tick
        menu.installEventFilter(self)
        self.setMenu(menu)

    def show_value(self, metrics: tuple[str, ...]) -> None:
        """Tick these metrics."""
        for name, tick in self._ticks.items():
            tick.setChecked(name in metrics)
        text = ", ".join(name.replace("_", " ") for name in metrics) or "none"
        self.setText(text)
        self.setToolTip(f"What is measured beside the loss: {text}")

    def eventFilter(self, watched, event: QEvent) -> bool:  # type: ignore[no-untyped-def]
        """Keep the menu open while several are ticked."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(watched, QMenu):
            action = watched.activeAction()
            if action is not None and action.isCheckable():
                action.trigger()
                return True
        return super().eventFilter(watched, event)

    def _chosen(self, on: bool) -> None:
        metrics = tuple(name for name, tick in self._ticks.items() if tick.isChecked())
        text = ", ".join(name.replace("_", " ") for name in metrics) or "none"
        self._session.edit(set_training(f"Set metrics to {text}", metrics=metrics))


class TrainingForm(QWidget):
    """Epochs, batch size, optimizer, loss, metrics, order and seed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.length = self._form(LENGTH)
        self.chance = self._form(CHANCE)
        self.optimizer = ObjectPicker("Optimizer", OPTIMIZERS)
        self.optimizer.edited.connect(self._set_optimizer)
        self.loss = ObjectPicker("Loss", LOSSES)
        self.loss.edited.connect(self._set_loss)
        self.metrics = Metrics(session)
        label = QLabel("Metrics")
        label.setBuddy(self.metrics)
        layout = column(margin=10, spacing=8, parent=self)
        for widget in (self.length, self.optimizer, self.loss, label, self.metrics, self.chance):
            layout.addWidget(widget)
        layout.addStretch(1)
        for part in (self.length, self.chance, self.optimizer, self.loss):
            part.finished.connect(session.end_gesture)
        session.snapshot_changed.connect(self.show_snapshot)
        self.show_snapshot(session.snapshot)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the design's training settings."""
        training = snapshot.design.training
        self.length.show_values({"epochs": training.epochs, "batch_size": training.batch_size})
        self.chance.show_values({"shuffle": training.shuffle, "seed": training.seed})
        self.optimizer.show_value(training.optimizer)
        self.loss.show_value(training.loss)
        self.metrics.show_value(training.metrics)

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
        with_rate = f" with learning rate {value_text(rate)}" if isinstance(rate, float) else ""  # type: ignore[arg-type]
        label = f"Set optimizer to {value.kind}{with_rate}"
        self._session.edit(set_training(label, optimizer=value), merge=("training", "optimizer"))

    def _set_loss(self, value: ObjectValue) -> None:
        self._session.edit(set_training(f"Set loss to {value.kind}", loss=value), merge=("training", "loss"))
