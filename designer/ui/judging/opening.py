"""Opens the Evaluation tab by itself the first time there is something in it, once the loss has been seen to fall."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from designer.ui.docks import Docks
from designer.ui.judging.judging import Judging
from designer.ui.settings import Preferences

AFTER_MS = 2_500


class Opening(QObject):
    """Later it comes up only when it is asked for."""

    def __init__(self, judging: Judging, docks: Docks, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._judging, self._docks, self._preferences = judging, docks, preferences
        self.soon = QTimer(self)
        self.soon.setSingleShot(True)
        self.soon.setInterval(AFTER_MS)
        self.soon.timeout.connect(self._open)
        judging.came.connect(self._came)

    def show(self) -> None:
        """Bring the tab up, since it was asked for."""
        self._preferences.judged = True
        self._docks.enter("evaluation")

    def _came(self) -> None:
        if not self._preferences.judged and not self._judging.judged_while_running:
            self.soon.start()

    def _open(self) -> None:
        if self._preferences.judged or self._judging.earlier:
            return  # another run is on: its curves are looked at
        self._preferences.judged = True
        keyboard = self._docks.with_keyboard()
        if keyboard == "training":  # it goes behind, and the keyboard must not stay there
            self._docks.enter("evaluation")
        else:
            self._docks.bring_up("evaluation")
