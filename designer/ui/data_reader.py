"""Finds out what the design's data is like: small generated sets here and now, all else through the worker."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from designer.errors import DataError
from designer.graph.specs import Column, DataSpec, Generated
from designer.training.messages import ColumnsSeen, Describe, Described, Failed, Reply
from designer.ui.session import Session
from designer.ui.worker_link import FAILED, WorkerLink

EXAMPLES = "designer.data.examples"
"""What makes examples. It takes some time to load, so it is loaded beside the event loop before the first read."""
SMALL = 5_000
"""Generated sets of up to so many rows are made in a few milliseconds, less than a frame."""


class DataReader(QObject):
    """Answers the session's `data_wanted`. An answer about data the design no longer has is dropped."""

    def __init__(self, session: Session, link: WorkerLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._link = link
        self._asked = 0
        self._seen: tuple[Column, ...] = ()
        self._spec = session.design.data
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._read)
        session.data_wanted.connect(self.read)
        link.received.connect(self._received)
        link.state_changed.connect(self._link_changed)

    def read(self, spec: DataSpec) -> None:
        """Find out about `spec`, after the views have shown the edit that asked for it."""
        self._link.forget(self._asked)
        self._asked, self._seen = 0, ()
        self._spec = spec
        self._soon.start(0)

    def _read(self) -> None:
        source = self._spec.source
        if isinstance(source, Generated) and source.size <= SMALL:
            self._describe_here()
            return
        self._asked = self._link.new_id()
        self._link.send(Describe(self._asked, located(self._spec, self._session)))
        self._link_changed(self._link.state)

    def _describe_here(self) -> None:
        from designer.data import describe, source_code

        try:
            facts, code = describe(self._spec), source_code(self._spec)
        except DataError as error:
            self._session.show_data_fault(str(error))
        else:
            self._session.show_data(facts, code)

    def _received(self, reply: Reply) -> None:
        if not self._asked or getattr(reply, "id", 0) != self._asked:
            return
        if isinstance(reply, Described):
            self._asked = 0
            self._session.show_data(reply.facts, reply.code)
        elif isinstance(reply, ColumnsSeen):
            self._seen = reply.columns
        elif isinstance(reply, Failed):
            self._asked = 0
            self._session.show_data_fault(reply.sentence, self._seen)

    def _link_changed(self, state: str) -> None:
        if state == FAILED and self._asked:
            self._session.show_data_fault(
                "The data cannot be read while the training engine is off. Press Retry below."
            )


def located(spec: DataSpec, session: Session) -> DataSpec:
    """`spec` with a relative file name taken from the design's folder."""
    if session.path is None:
        return spec
    from designer.data import resolve

    return resolve(spec, session.path.parent)
