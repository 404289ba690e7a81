"""The dialog that asks what a picture shows and how, with the picture beside it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from designer.picturing import LARGEST, SMALLEST, Choice
from designer.ui.language import tr
from designer.ui.parts import Sentence
from designer.ui.pictures.rendering import PIXELS, SIDE, preview
from designer.ui.pictures.subjects import drawing_of
from designer.ui.pictures.working import Work
from designer.ui.session import Session

ROOM = QSize(460, 300)
"""How large the preview is at most."""
REST_MS = 120
"""How long nothing must be typed before the preview is drawn anew."""
SUBJECTS = (("canvas", "The network"), ("selection", "Only what is selected"), ("neurons", "Every unit as a circle"))
FORMATS = (("svg", "SVG, sharp at any size"), ("png", "PNG, pixels"), ("pdf", "PDF, to print"))
SCALES = ("1 x", "2 x", "3 x", "4 x", "8 x")
THEMES = (("light", "Light"), ("dark", "Dark"))
CHECK = 8


class PictureDialog(QDialog):
    """`choice` is what is chosen now."""

    def __init__(self, session: Session, level: str, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export a picture"))
        self._session, self._level, self._style = session, level, choice.wires
        self._work: Work | None = None
        self._size = QSize()
        self.subject = _choices(SUBJECTS, "selection" if session.selection else choice.subject)
        self.format = _choices(FORMATS, choice.format)
        self.theme = _choices(THEMES, choice.theme)
        self.scale = QComboBox(editable=True, insertPolicy=QComboBox.InsertPolicy.NoInsert)
        self.scale.addItems(SCALES)
        self.scale.setEditText(f"{choice.scale:g} x")
        self.transparent = QCheckBox(tr("Leave the ground out"), checked=choice.transparent)
        self.title = QLineEdit(maxLength=200, placeholderText=tr("None"))
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(ROOM + QSize(2, 2))
        self.picture.setAccessibleName(tr("Preview"))
        self.picture.setProperty("card", True)
        self.facts = Sentence()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._lay_out()
        self._connect()
        self._look_again()

    @property
    def choice(self) -> Choice:
        return Choice(
            self.subject.currentData(),
            self.format.currentData(),
            self.theme.currentData(),
            self._scale() or 1.0,
            self.transparent.isChecked(),
            self.title.text(),
            self._style,
        )

    def done(self, result: int) -> None:
        self._stop()
        super().done(result)

    def _lay_out(self) -> None:
        if not self._session.selection:
            self.subject.model().item(1).setEnabled(False)
        form = QGridLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(14)
        form.setColumnStretch(1, 1)
        rows = (
            ("&Show", self.subject), ("&Format", self.format), ("&Colours", self.theme),
            ("Si&ze", self.scale), ("&Title", self.title), ("", self.transparent),
        )  # fmt: skip
        for row, (text, field) in enumerate(rows):
            label = QLabel(tr(text))
            label.setBuddy(field)
            form.addWidget(label, row, 0)
            form.addWidget(field, row, 1)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = self.buttons.addButton(tr("Choose a file…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("primary", True)
        self.save.setDefault(True)
        left = QVBoxLayout()
        left.addLayout(form)
        left.addWidget(self.facts)
        left.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(18)
        both.addLayout(left, 1)
        both.addWidget(self.picture)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(14)
        whole.addLayout(both)
        whole.addWidget(self.buttons)

    def _connect(self) -> None:
        for box in (self.subject, self.format, self.theme):
            box.currentIndexChanged.connect(self._changed)
        self.scale.editTextChanged.connect(self._changed)
        self.transparent.toggled.connect(self._changed)
        self.title.textChanged.connect(self._changed)
        self._rest.timeout.connect(self._look_again)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _changed(self, changed: object = None) -> None:
        self._say_size()
        self._rest.start()

    def _look_again(self) -> None:
        self._stop()
        choice = self.choice
        making = drawing_of(self._session, choice, self._level)
        ratio = self.devicePixelRatioF()
        self._work = Work(preview(making, choice, (ROOM.toSizeF() * ratio).toSize()), self)
        self._work.done.connect(self._seen)
        self._work.failed.connect(self._refused)
        self._work.start()

    def _stop(self) -> None:
        self._rest.stop()
        if self._work is not None:
            self._work.stop()
            self._work = None

    def _seen(self, found: tuple[QImage, QSize]) -> None:
        picture, self._size = found
        self.picture.setPixmap(_on_checks(picture, self.devicePixelRatioF()))
        self._say_size()

    def _refused(self, sentence: str) -> None:
        self._size = QSize()
        self.picture.setPixmap(QPixmap())
        self.facts.say(sentence)
        self.save.setEnabled(False)

    def _scale(self) -> float | None:
        """What is typed as a size, if pictures can have it."""
        typed = self.scale.currentText().lower().replace("x", "").replace(",", ".").strip()
        try:
            scale = float(typed)
        except ValueError:
            return None
        return scale if SMALLEST <= scale <= LARGEST else None

    def _say_size(self) -> None:
        if self._size.isEmpty():
            return
        scale, format = self._scale(), self.format.currentData()
        size = self._size.toSizeF() * (scale or 1.0)
        across, down = round(size.width()), round(size.height())
        large = format == "png" and (across * down > PIXELS or max(across, down) > SIDE)
        if scale is None:
            self.facts.say(f"Type a size from {SMALLEST:g} to {LARGEST:g}.")
        elif large:
            self.facts.say("That is too large for a PNG. Choose a smaller size, or SVG.")
        elif format == "pdf":
            self.facts.say(f"{across / 96 * 2.54:,.1f} x {down / 96 * 2.54:,.1f} cm")
        else:
            self.facts.say(f"{across:,} x {down:,} pixels")
        self.save.setEnabled(scale is not None and not large)


def _choices(entries: tuple[tuple[str, str], ...], chosen: str) -> QComboBox:
    box = QComboBox()
    for value, text in entries:
        box.addItem(tr(text), value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def _on_checks(picture: QImage, ratio: float) -> QPixmap:
    """The picture on the pattern that says where nothing is."""
    shown = QPixmap(picture.size())
    shown.setDevicePixelRatio(1.0)
    painter = QPainter(shown)
    for row in range(0, picture.height(), CHECK):
        for column in range(0, picture.width(), CHECK):
            tone = "#D0D0D0" if (row + column) // CHECK % 2 else "#F0F0F0"
            painter.fillRect(QRect(column, row, CHECK, CHECK), QColor(tone))
    painter.drawImage(0, 0, picture)
    painter.end()
    shown.setDevicePixelRatio(ratio)
    return shown
