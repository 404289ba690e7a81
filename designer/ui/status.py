"""The line at the bottom: what just happened, how large the network is, and whether training is ready."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QStatusBar, QWidget

from designer.plan import Form, form_of
from designer.ui import worker_link as engine
from designer.ui.elided import Elided
from designer.ui.language import tr
from designer.ui.plain import tip
from designer.ui.session import Snapshot

SHOWN_MS = 10_000
"""How long a sentence stays."""

MARGINS = 60
"""What the line needs beside its words, in pixels."""

ENGINE = {
    engine.STARTING: ("Getting TensorFlow ready…", "quiet"),
    engine.READY: ("Ready", "good"),
    engine.SILENT: ("Training engine is not answering…", "warning"),
    engine.RESTARTING: ("Training engine is starting again…", "warning"),
    engine.FAILED: ("Training engine is off", "error"),
    engine.STOPPED: ("", "quiet"),
}
"""What each state of the worker is called, and the colour it is shown in."""


FORMS = {
    "sequential": "This becomes a Sequential model of Keras, which is a list of layers: here is {}.",
    "functional": "This uses the functional API of Keras, which calls each layer on what feeds it. A Sequential model, "
    "a mere list of layers, cannot say it: {}.",
}
"""What each form is, for whoever asks."""


class StatusLine(QStatusBar):
    """Sentences left; facts and the state of the training engine right."""

    retry = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.sentence = Elided()
        self.facts = Elided()
        self.form = Elided()
        self.engine = QLabel()
        self.button = QPushButton(tr("Retry"))
        self.button.setToolTip(tr("Start the training engine again"))
        self.button.hide()
        self.button.clicked.connect(self.retry)
        self.addWidget(self.sentence, 1)
        for widget in (self.form, self.facts, _line(), self.engine, self.button):
            self.addPermanentWidget(widget)
        for label in (self.form, self.facts):
            label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            label.setProperty("quiet", True)
        self._clear = QTimer(self)
        self._clear.setSingleShot(True)
        self._clear.timeout.connect(self._silence)

    def say(self, sentence: str) -> None:
        """Show a sentence for a while."""
        self.sentence.setText(sentence)
        self._make_room()
        self._clear.start(SHOWN_MS)

    def unsay(self, sentence: str) -> None:
        """Show it no longer: it is not true any more."""
        if self.sentence.text() == tr(sentence):
            self._silence()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _silence(self) -> None:
        self.sentence.clear()
        self._make_room()

    def _make_room(self) -> None:
        """A sentence that would be cut is worth more than the facts, as long as it shows."""
        words = self.sentence.text()
        room = self.width() - self.fontMetrics().horizontalAdvance(words) - self.engine.sizeHint().width() - MARGINS
        for label in (self.facts, self.form):
            room -= label.sizeHint().width()
            label.setVisible(bool(label.text()) and (not words or room >= 0))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Count layers, parameters and memory, and say how Keras is told of the network."""
        analysis = snapshot.analysis
        layers = len(snapshot.design.graph.nodes)
        parts = [_counted(layers, "layer"), _counted(analysis.parameters, "parameter")]
        if analysis.memory:
            parts.append(f"about {QLocale().formattedDataSize(analysis.memory, 0)} to train")
        self.facts.setText("  ·  ".join(parts))
        self._show_form(form_of(analysis))
        self._make_room()

    def _show_form(self, form: Form | None) -> None:
        self.form.setText(f"{form.name.capitalize()}: {form.why}" if form else "")
        told = FORMS[form.name].format(form.why) if form else ""
        self.form.setToolTip(tip(tr(told)))
        self.form.setAccessibleName(tr(told))

    def show_engine(self, state: str, device: str = "") -> None:
        """Say how the training engine is."""
        if state == engine.READY:
            for trouble in engine.TROUBLES:
                self.unsay(trouble)
        text, tone = ENGINE[state]
        self.engine.setText(tr(f"{text} · {device}" if device and state == engine.READY else text))
        self.engine.setProperty("tone", tone)
        self.engine.style().unpolish(self.engine)
        self.engine.style().polish(self.engine)
        self.button.setVisible(state == engine.FAILED)


def _line() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.VLine)
    line.setProperty("rule", True)
    return line


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")
