"""The slider under the curves that takes the network back to an earlier epoch, with all that is seen of it."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QDeadlineTimer, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSlider, QWidget

from designer.ui.elided import Elided
from designer.ui.language import tr
from designer.ui.training.rewinding import Rewinding
from designer.ui.training.run import Run

PAUSE_MS = 15
"""While the slider moves, the worker is asked no more often than it can answer, and not again before so long."""
HELP = (
    "Drag to take the network back to an earlier epoch. Its cards, its answers, its evaluation and what you export are\n"
    "then those of that moment."
)

KEEP_HELP = (
    "Once the run is over: keep the network of this epoch with it in Runs, instead of the one it ended with.\n"
    "What goes on from its network later starts from these weights."
)


class RewindBar(QWidget):
    """Shown once a run waits or is over and moments of it are kept."""

    pointed = Signal(int)
    """The slider is at this epoch; 0 where it is at none."""

    def __init__(self, rewinding: Rewinding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rewinding, self._run = rewinding, rewinding.controller
        self._epochs: tuple[int, ...] = ()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(tr("Epoch the network is at"))
        self.slider.setToolTip(tr(HELP))
        self.slider.setMinimumHeight(24)
        self.slider.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as the epochs of the curves above
        # what a hand does; what the program sets is no wish
        self.slider.actionTriggered.connect(self._moved)
        self.told = Elided()
        self.go_on = QPushButton(tr("Go on"))
        self.go_on.setToolTip(tr("Train on from this epoch, as if what came after it had not been"))
        self.go_on.clicked.connect(rewinding.go_on)
        self.keep = QPushButton(tr("Keep these weights"))
        self.keep.setToolTip(tr(KEEP_HELP))
        self.keep.clicked.connect(rewinding.keep)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._pause = QDeadlineTimer()
        self._soon.timeout.connect(self._ask)
        self._lay_out()
        self._run.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show where the network is."""
        run = self._run.run
        kept = run.kept if run is not None and self._run.at_rest else ()
        self.setVisible(len(kept) > 1)
        if run is None or len(kept) < 2:
            self._epochs = ()
            self.pointed.emit(0)
            return
        if kept != self._epochs:
            self._epochs = kept
            self.slider.setRange(0, len(kept) - 1)
            self.slider.setPageStep(max(1, len(kept) // 10))
        if not (self._rewinding.waiting or self._soon.isActive() or self.slider.isSliderDown()):
            self.slider.setValue(bisect_right(kept, run.at) - 1)
            self.pointed.emit(run.at if run.at < kept[-1] else 0)
        self.go_on.setEnabled(self._run.can_go_on)
        self.keep.setEnabled(self._run.can_keep)
        self._tell(run)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the buttons leave the slider little room, they stand below it."""
        super().resizeEvent(event)
        wide = self.width() > 3 * self._buttons.sizeHint().width()
        self._rows.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _lay_out(self) -> None:
        place, self._buttons = QHBoxLayout(), QHBoxLayout()
        place.addWidget(self.slider, 1)
        place.addWidget(self.told, 1)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.go_on)
        self._buttons.addWidget(self.keep)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(10, 0, 10, 4)
        self._rows.setSpacing(4)
        self._rows.addLayout(place, 1)
        self._rows.addLayout(self._buttons)

    def _moved(self, action: int) -> None:
        if self._epochs:
            place = self.slider.sliderPosition()
            self.pointed.emit(self._epochs[place] if place < len(self._epochs) - 1 else 0)
            if not self._soon.isActive():
                self._soon.start(max(0, self._pause.remainingTime()))

    def _ask(self) -> None:
        self._pause.setRemainingTime(PAUSE_MS)
        if self._epochs:
            self._rewinding.rewind(self._epochs[self.slider.sliderPosition()])

    def _tell(self, run: Run) -> None:
        where = f"Epoch {run.at:,}" if run.at else "Untrained"
        count, taken = len(self._epochs), _megabytes(run.kept_bytes)
        most = f" of {_megabytes(run.most_bytes)}" if run.most_bytes else ""
        self.told.setText(f"{where}  ·  {count:,} moments in {taken}{most}")
        told = f"{count:,} moments of this run are kept, in {taken} of memory."
        allowed = f" They may take {_megabytes(run.most_bytes)}; then some between are forgotten." if most else ""
        self.told.setToolTip(tr(f"{told}{allowed}"))
        self.slider.setAccessibleDescription(tr(f"{told}{allowed}"))


def _megabytes(size: int) -> str:
    """`1.4 MB`, `256 MB`."""
    count = size / 2**20
    return f"{count:,.1f} MB" if count < 10 else f"{count:,.0f} MB"
