"""Pastes networks that come as text of somebody else's: Keras source, or Keras JSON. They are read aside."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from designer.graph.design import Position
from designer.graph.fragments import fragment_of
from designer.reading import Reading, read_text
from designer.ui.canvas.clipboard import OTHER
from designer.ui.canvas.verbs import Verbs
from designer.ui.reader import Reader
from designer.ui.session import Session

NAME = "the text you pasted"
SIGNS = ("keras", "Dense", "layers.", "Sequential", '"class_name"')
"""One of these is in every text that is meant to be a network."""


class PastedSource(QObject):
    """What is read goes where it was pasted, as one step."""

    noted = Signal(str, object)
    """What was read, and the notes about it."""

    def __init__(self, session: Session, verbs: Verbs, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._verbs = session, verbs
        self.reader = Reader(self)
        self.reader.read.connect(self._read)
        self.reader.refused.connect(session.said)
        self._centre: Position = (0.0, 0.0)

    @property
    def running(self) -> bool:
        return self.reader.running

    def paste(self, text: str, centre: Position) -> None:
        """Begin to read a text; its layers then go around a point."""
        if not any(sign in text for sign in SIGNS):
            self._session.said.emit(OTHER)
            return
        self._centre = centre
        self.reader.start(partial(read_text, text, NAME))

    def cancel(self) -> bool:
        """Esc: leave everything as it is; says whether anything was being read."""
        return self.reader.cancel()

    def _read(self, reading: Reading) -> None:
        fragment = fragment_of(reading.design, list(reading.design.ids()))
        self._verbs.add(fragment, self._centre)
        count = len(fragment.nodes)
        self._session.said.emit(f"Pasted {count:,} {'layer' if count == 1 else 'layers'}.")
        self.noted.emit(NAME, reading.notes)
