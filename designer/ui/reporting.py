"""Help > Copy report: what to hand on when something went wrong. Nothing is sent anywhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from designer.health.crashes import SAID, CrashLog
from designer.health.report import report
from designer.health.trail import Trail
from designer.ui.worker_link import WorkerLink


class Reporting(QObject):
    """Remembers the last actions, and knows the crashes of this machine."""

    said = Signal(str)
    noted = Signal()
    """Something nobody caught was noted just now; may be emitted in any thread."""

    def __init__(self, folder: Path, link: WorkerLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self.trail = Trail()
        self.crashes = CrashLog(folder)
        self.noted.connect(self._tell)

    def watch(self) -> None:
        """Note what nobody catches in this process, from now on until it ends."""
        self.crashes.happened = self.noted.emit
        self.crashes.watch()

    def copy(self) -> None:
        """Put the report on the clipboard."""
        ready = self._link.ready
        engine = (
            f"{self._link.state}, TensorFlow {ready.tensorflow} on the {ready.device}" if ready else self._link.state
        )
        QGuiApplication.clipboard().setText(report(self.trail, self.crashes, engine))
        self.said.emit(
            "The report is on the clipboard: versions, last actions, last crashes. Nothing was sent anywhere."
        )

    def _tell(self) -> None:
        self.said.emit(SAID)
