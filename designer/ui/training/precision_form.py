"""In which number format the layers compute, with what it is good for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from designer.analysis.precision import choose_policy
from designer.graph.specs import POLICIES, USUAL_POLICY, Policy
from designer.ui.inspector.field import Combo
from designer.ui.language import tr
from designer.ui.parts import Sentence, column
from designer.ui.session import Session

ADVICE = (
    "The mixed formats compute in half precision: quicker on GPUs that have units for it, slower on most processors."
)
NO_GPU = "No GPU was found here, so expect training to be slower."
MEANT = {
    "float32": "float32, the usual one",
    "mixed_float16": "mixed_float16",
    "mixed_bfloat16": "mixed_bfloat16",
}


class PrecisionForm(QWidget):
    """A list of Keras's dtype policies."""

    finished = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._device, self._policy = "", USUAL_POLICY
        self.combo = Combo()
        self.combo.setAccessibleName(tr("Number format"))
        for policy in POLICIES:
            self.combo.addItem(tr(MEANT[policy]), policy)
        self.combo.setToolTip(
            tr("Keras's dtype policy: the weights are float32 in all. A layer with a dtype of its own keeps that.")
        )
        self.combo.activated.connect(self._chosen)
        self.advice = Sentence(ADVICE, "quiet")
        label = QLabel(tr("Number format"))
        label.setBuddy(self.combo)
        layout = column(spacing=4, parent=self)
        for widget in (label, self.combo, self.advice):
            layout.addWidget(widget)

    def show_policy(self, policy: Policy) -> None:
        """Show what the design says."""
        self._policy = policy
        self.combo.setCurrentIndex(self.combo.findData(policy))
        self._say()

    def show_device(self, device: str) -> None:
        """Take into account what the training engine found to compute on; nothing while it is not known."""
        self._device = device
        self._say()

    def _say(self) -> None:
        slow = self._policy != USUAL_POLICY and self._device and "GPU" not in self._device
        self.advice.say(f"{ADVICE} {NO_GPU}" if slow else ADVICE)

    def _chosen(self, index: int) -> None:
        self._session.edit(choose_policy(self.combo.itemData(index)))
        self.finished.emit()
