"""Where training starts from: fresh weights, or those in a file of Keras's."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from designer.ui.language import tr
from designer.ui.parts import Sentence, column
from designer.ui.plain import tip

FRESH = "Fresh weights: random ones, that know nothing yet."
TRAINED = "The weights in {name}. Each layer takes those of the layer of its name there, if their shapes are the same."


class StartForm(QWidget):
    """Says it, and lets one choose a file or go back to fresh weights."""

    chosen = Signal(str)
    """The path of a file, or nothing for fresh weights."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = ""
        self.told = Sentence(FRESH, "quiet")
        self.choose = QPushButton(tr("Trained weights…"))
        self.choose.setToolTip(
            tr("Choose a .keras or HDF5 file that Keras or Layerloom saved, to go on from what it learned")
        )
        self.choose.clicked.connect(self._choose)
        self.fresh = QPushButton(tr("Fresh weights"))
        self.fresh.setToolTip(tr("Start from random weights again"))
        self.fresh.clicked.connect(self._forget)
        label = QLabel(tr("Start from"))
        label.setBuddy(self.choose)
        buttons = QHBoxLayout()
        buttons.addWidget(self.choose)
        buttons.addWidget(self.fresh)
        buttons.addStretch(1)
        layout = column(spacing=4, parent=self)
        layout.addWidget(label)
        layout.addWidget(self.told)
        layout.addLayout(buttons)
        self.show_start("")

    def show_start(self, path: str) -> None:
        """Show what the design says."""
        self._path = path
        self.told.say(TRAINED.format(name=Path(path).name) if path else FRESH)
        self.told.setToolTip(tip(path))
        self.fresh.setVisible(bool(path))

    def _choose(self) -> None:
        folder = str(Path(self._path).parent) if self._path else ""
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Start from trained weights"), folder, tr("Keras files (*.keras *.h5 *.hdf5)")
        )
        if name:
            self.chosen.emit(name)

    def _forget(self) -> None:
        self.chosen.emit("")
