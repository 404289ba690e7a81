"""Lets the drawing follow what is typed into its code, whenever the typing pauses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from designer.analysis import Analysis, analyse
from designer.graph.design import Design
from designer.graph.edits import Edit
from designer.rewriting import Followed, Standing, Unreadable, followed, label_of
from designer.ui.reader import Reader
from designer.ui.session import Session, Snapshot

PAUSE = 350
"""How long nobody types before the text is read, in milliseconds."""


@dataclass(frozen=True)
class Asked:
    """A text that is being read, and the cards it told of before.

    `boldly` draws what can be read of it at once; with `check` it must mean what is drawn already.
    """

    text: str
    standing: Standing
    boldly: bool = False
    check: bool = False


@dataclass(frozen=True)
class Fault:
    """What is wrong in a text: a line (0 for none), a sentence, and whether the drawing waits for it."""

    line: int
    what: str
    waits: bool = False


Found = tuple[Followed | Unreadable, Analysis | None]
"""What a text means, and what follows from that."""


def read_ahead(before: Snapshot, asked: Asked) -> Found:
    """Read a text, and look at what comes of it: both take longer than a window may stand still."""
    found = followed(before.design, asked.text, asked.standing)
    if isinstance(found, Unreadable) or found.design is before.design:
        return found, None
    return found, analyse(found.design, before.data, before.analysis)


class Following(QObject):
    """Reads texts aside, the last one only, and gives the session what they mean."""

    follows = Signal(object, object)
    """The text that the design is about to follow, and what it means (`Followed`)."""
    followed = Signal()
    """The drawing says what the text says."""
    refuted = Signal()
    """The text that was to be checked means something else than what is drawn."""
    judged = Signal(object)
    """What is wrong with the text, a tuple of `Fault`."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.reader = Reader(self)
        self.reader.read.connect(self._arrived)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._read)
        self._asked: Asked | None = None
        self._design: Design | None = None
        self._known: frozenset[str] = frozenset()
        self._held: Followed | None = None
        self._foreseen: Analysis | None = None

    @property
    def busy(self) -> bool:
        """Whether something was typed that is not drawn yet."""
        return self._asked is not None

    @property
    def holds(self) -> bool:
        """Whether there is something that could be drawn, if one insists."""
        return self._held is not None

    def ask(self, asked: Asked, after: int = PAUSE) -> None:
        """Read this text once nothing else is asked for so long."""
        self._asked, self._held = asked, None
        self.reader.cancel()
        self._pause.start(after)

    def hurry(self) -> None:
        """Do not wait for a pause."""
        if self._pause.isActive():
            self._pause.start(0)

    def settle(self) -> None:
        """Read here and now what is still to be read."""
        if self._asked is not None and (self._pause.isActive() or self.reader.running):
            self._pause.stop()
            self.reader.cancel()
            self._design = self._session.design
            self._arrived(read_ahead(self._session.snapshot, self._asked))

    def forget(self) -> None:
        """Another text stands there now, of which nothing is wrong."""
        self._asked, self._held, self._known = None, None, frozenset()
        self._pause.stop()
        self.reader.cancel()
        self.judged.emit(())

    def insist(self) -> None:
        """Draw what can be read, though something cannot."""
        if self._held is not None and self._asked is not None:
            found, self._held = self._held, None
            self._draw(self._asked, found)

    def close(self) -> None:
        """Read nothing any more."""
        self._pause.stop()
        self.reader.close()

    def _read(self) -> None:
        if self._asked is not None:
            self._design = self._session.design
            self.reader.start(partial(read_ahead, self._session.snapshot, self._asked))

    def _arrived(self, arrived: Found) -> None:
        asked, (found, self._foreseen) = self._asked, arrived
        if asked is None:
            return
        if self._session.design is not self._design:  # a card was moved meanwhile, say
            self._read()
        elif asked.check and isinstance(found, Followed) and found.design is not self._design:
            self.refuted.emit()
        elif isinstance(found, Unreadable):
            self.judged.emit((Fault(found.line, found.what, waits=True),))
        elif self._is_doubtful(asked, found):
            self._held = found
            self.judged.emit(_faults(found, waits=True))
        else:
            self._draw(asked, found)

    def _is_doubtful(self, asked: Asked, found: Followed) -> bool:
        """Whether cards would go while something new cannot be read, which most likely stands for them."""
        fresh = {note.what for note in found.notes} - self._known
        return bool(fresh and found.gone and not asked.boldly)

    def _draw(self, asked: Asked, found: Followed) -> None:
        self._asked = None
        self._known = frozenset(note.what for note in found.notes)
        before = self._session.design
        self.follows.emit(asked.text, found)
        if self._foreseen is not None and self._foreseen.design is found.design:
            self._session.foresee(self._foreseen)
        if found.design is not before and not self._session.step_to(found.design):
            self._session.edit(Edit(label_of(before, found.design), partial(_instead, found.design)))
        self.followed.emit()
        self.judged.emit(_faults(found))


def _instead(after: Design, before: Design) -> Design:
    return after


def _faults(found: Followed, waits: bool = False) -> tuple[Fault, ...]:
    return tuple(Fault(_line(note.where), note.what, waits) for note in found.notes)


def _line(where: str) -> int:
    number = where.removeprefix("line ")
    return int(number) if number.isdecimal() else 0
