"""How much the examples of each class count: alike, so that all classes count alike, or as one says."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from designer.catalogue.schema import REQUIRED, Setting
from designer.catalogue.units import Numbers
from designer.graph.edits import set_training
from designer.graph.specs import DataFacts, target_names
from designer.plan.weighing import BALANCED, balanced
from designer.ui.inspector.field import Combo
from designer.ui.inspector.simple import TextField
from designer.ui.language import tr
from designer.ui.parts import Sentence, column, set_shown
from designer.ui.session import Session, Snapshot

OWN = "own"
CHOICES = {"": "all count alike", BALANCED: "balanced", OWN: "own numbers"}
HELP = {
    "": "Every example counts the same. A class with few examples then has little say.",
    BALANCED: "The fewer examples a class has, the more each counts. Try this if a rare class is hardly ever found.",
    OWN: "2 lets an example of that class count twice. In training only, as in Keras; validation counts all alike.",
}
NUMBERS = Setting("class_weights", Numbers(low=0, single=False, optional=False), REQUIRED, "One number for each class.")
MOST_TOLD = 12
"""So many classes are named with their weights."""


class ClassWeightsForm(QWidget):
    """A list, a line for one's own numbers, and what they mean for each class."""

    finished = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.combo = Combo()
        self.combo.setAccessibleName(tr("Class weights"))
        for key, text in CHOICES.items():
            self.combo.addItem(tr(text), key)
        self.combo.activated.connect(self._chosen)
        self.numbers = TextField(NUMBERS, (1.0, 1.0))
        self.numbers.edited.connect(self._typed)
        self.numbers.finished.connect(self.finished)
        self.help, self.told = Sentence("", "quiet"), Sentence("", "quiet")
        label = QLabel(tr("Class weights"))
        label.setBuddy(self.combo)
        layout = column(spacing=4, parent=self)
        for widget in (label, self.combo, self.numbers, self.help, self.told):
            layout.addWidget(widget)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the design's class weights, where there are classes or weights that should go."""
        given = snapshot.design.training.class_weights
        classes = snapshot.data is not None and bool(snapshot.data.classes)
        single = not target_names(snapshot.design.data.source)
        set_shown(self, bool(given) or (classes and single))
        choice = given if isinstance(given, str) else OWN if given else ""
        self.combo.setCurrentIndex(self.combo.findData(choice))
        self.help.say(HELP[choice])
        self.numbers.setVisible(choice == OWN)
        if choice == OWN:
            self.numbers.set_value(given)
        self.told.say(_told(given, snapshot.data))

    def _chosen(self, index: int) -> None:
        key = self.combo.itemData(index)
        data = self._session.snapshot.data
        counts = data.training_counts if data is not None else ()
        value = (balanced(counts) or (1.0, 1.0)) if key == OWN else key or ()
        self._session.edit(set_training(f"Class weights: {CHOICES[key]}", class_weights=value))
        self.finished.emit()

    def _typed(self, value: object) -> None:
        edit = set_training("Set class weights", class_weights=tuple(float(one) for one in value))  # type: ignore[attr-defined]
        self._session.edit(edit, merge=("training", "class_weights"))


def _told(given: str | tuple[float, ...], data: DataFacts | None) -> str:
    """`yes 2.4, no 0.63`"""
    if data is None or not given or not data.classes:
        return ""
    weights = balanced(data.training_counts) if isinstance(given, str) else given
    pairs = [f"{name} {weight:.3g}" for name, weight in zip(data.classes, weights, strict=False)]
    return ", ".join(pairs[:MOST_TOLD]) + (", …" if len(pairs) > MOST_TOLD else "")
