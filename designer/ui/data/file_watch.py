"""Notices that the design's file of data was changed by another program, each time the user comes back to this one."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from designer.data.sources import file_of
from designer.graph.specs import DataSpec
from designer.ui.data_reader import located
from designer.ui.session import Session

Stamp: TypeAlias = tuple[str, int, int] | None
"""A file's path, when it was changed and its size; `None` without a file, or without its file."""


class FileWatch(QObject):
    """Has the data read again when the file is not what it was at the last reading."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._read: Stamp = self._stamp()
        session.data_wanted.connect(self._remember)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.applicationStateChanged.connect(self._look_again)

    def _remember(self, spec: DataSpec) -> None:
        self._read = self._stamp()

    def _look_again(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive and self._stamp() != self._read:
            self._session.reread_data()

    def _stamp(self) -> Stamp:
        spec = self._session.design.data
        if not file_of(spec.source):
            return None
        path = file_of(located(spec, self._session).source)
        try:
            state = Path(path).stat()
        except (OSError, ValueError):
            return None
        return path, state.st_mtime_ns, state.st_size
