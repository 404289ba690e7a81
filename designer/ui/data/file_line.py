"""Which file or folder of the user's own is read: its path, another one, and the same anew."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from designer.ui.language import tr
from designer.ui.parts import Sentence, column


class FileLine(QWidget):
    """Says where it is, with two buttons below."""

    def __init__(self, another: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = Sentence("", "quiet")
        self.choose, self.again = QPushButton(tr(another)), QPushButton(tr("Read again"))
        self.again.setToolTip(tr("Read it anew, as it is now. Coming back to this window does so if it has changed."))
        buttons = QHBoxLayout()
        buttons.addWidget(self.choose)
        buttons.addWidget(self.again)
        buttons.addStretch(1)
        layout = column(spacing=8, parent=self)
        layout.addWidget(self.path)
        layout.addLayout(buttons)
