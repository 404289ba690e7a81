"""The dialog that has a script proved: it waits beside everything else, can be cancelled, and tells the verdict."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from designer.training import messages as m
from designer.training.verdicts import proof_text
from designer.ui.language import tr
from designer.ui.parts import Sentence
from designer.ui.worker_link import WorkerLink

LETTERS = 68
"""How many letters of average width a line holds."""
ABOUT = (
    "The training script is run by itself, as on a computer without Layerloom, and its numbers are compared with those "
    "of training here. Keras alone takes longer than Layerloom, so this may last; you can go on meanwhile."
)
RUNNING = "The script is running…"
CANCELLED = "Cancelled. Nothing was compared."
LOST = "The training engine stopped, so nothing was compared. Try again."
NO_ENGINE = "The training engine is not running, and it runs the script. Press Retry in the window first."


class ProofDialog(QDialog):
    """Sends one request; closing it before the answer cancels that."""

    def __init__(self, link: WorkerLink, request: m.Prove, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Prove the script"))
        self.setModal(False)
        self._link, self._request = link, request
        self.waiting = False
        self.about, self.verdict = Sentence(), Sentence()
        self.bar = QProgressBar(maximum=0, textVisible=False)
        self.bar.setAccessibleName(tr("The script is running"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        for part in (self.about, self.bar, self.verdict):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        self.about.say(ABOUT)
        self._fit()
        link.received.connect(self._received)
        link.lost.connect(self._lost)

    def begin(self) -> None:
        """Ask the worker."""
        self.waiting = self._link.send(self._request)
        if self.waiting:
            self.verdict.say(RUNNING)
            self._fit()
        else:
            self._end(NO_ENGINE)

    def done(self, result: int) -> None:
        """The first press of Cancel ends the proof, and the dialog with it."""
        if self.waiting:
            self.waiting = False
            self._link.send(m.Cancel(self._request.id))
        super().done(result)

    def _received(self, reply: m.Reply) -> None:
        if not self.waiting or getattr(reply, "id", 0) != self._request.id:
            return
        if isinstance(reply, m.Proved):
            self._end(CANCELLED if reply.proof is None else proof_text(reply.proof))
        elif isinstance(reply, m.Failed):
            self._end(reply.sentence)

    def _lost(self, sentence: str) -> None:
        if self.waiting:
            self._end(LOST)

    def _end(self, sentence: str) -> None:
        self.waiting = False
        self.about.hide()
        self.bar.hide()
        self.verdict.say(sentence)
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Close)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()
        self._fit()

    def _fit(self) -> None:
        """As high as its text is at this width."""
        width = LETTERS * self.fontMetrics().averageCharWidth()
        self.resize(width, self.layout().totalHeightForWidth(width))
