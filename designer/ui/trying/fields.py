"""A widget for each kind of field an example is made of. All bring what was filled in by `changed`."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
)

from designer.data.fields import Field, Given, Packed
from designer.training.messages import Example
from designer.ui.judging.pixels import image_of, line_of
from designer.ui.judging.rows_table import enlarged
from designer.ui.language import tr
from designer.ui.parts import column
from designer.ui.trying.drawing import packed_file, packed_strokes
from designer.ui.trying.field_widget import FieldWidget
from designer.ui.trying.ink import Ink, ink_of
from designer.ui.trying.number_fields import DateField, NumberField
from designer.ui.trying.pad import LINES, Pad

PICTURES = "Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.webp)"


class CategoryField(FieldWidget):
    """A choice of what the data has."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.combo = QComboBox()
        self.combo.setAccessibleName(field.name)
        self.combo.addItems(field.categories)
        self.combo.setMinimumContentsLength(6)
        self.combo.activated.connect(self._chosen)
        column(parent=self).addWidget(self.combo)

    def show_value(self, value: Given) -> None:
        self.combo.setCurrentText(str(value))

    def _chosen(self, at: int) -> None:
        self.give(self.field.categories[at])


class TextField(FieldWidget):
    """A text of any length."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName(field.name)
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(tr("Write a text here"))
        self.edit.setMinimumHeight(4 * self.fontMetrics().height())
        self.edit.setMaximumHeight(8 * self.fontMetrics().height())
        self.edit.textChanged.connect(self._typed)
        column(parent=self).addWidget(self.edit)

    def show_value(self, value: Given) -> None:
        if self.edit.toPlainText() != value:
            self.edit.setPlainText(str(value))

    def _typed(self) -> None:
        self.give(self.edit.toPlainText())


class SeriesField(FieldWidget):
    """Numbers one after the other, and their course."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._count = math.prod(int(side or 0) for side in field.shape)
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName(tr(f"{field.name}: {self._count:,} numbers with spaces between"))
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(4 * self.fontMetrics().height())
        self.edit.setMaximumHeight(8 * self.fontMetrics().height())
        self.edit.textChanged.connect(self._typed)
        self.course = QLabel()
        self._numbers: list[float] = []
        layout = column(spacing=4, parent=self)
        for widget in (self.course, self.edit, self.refusal):
            layout.addWidget(widget)

    def show_value(self, value: Given) -> None:
        assert isinstance(value, Packed)
        numbers = np.frombuffer(value.floats, np.float32)
        if numbers.tolist() != self._numbers:
            self._numbers = numbers.tolist()
            self.edit.setPlainText(" ".join(np.format_float_positional(one, trim="-") for one in numbers))
        self._draw(value)

    def _typed(self) -> None:
        try:
            numbers = [float(one) for one in self.edit.toPlainText().replace(";", " ").split()]
        except ValueError:
            numbers = []
        fits = len(numbers) == self._count and all(abs(one) < 3e38 for one in numbers)
        self.refusal.say("" if fits else f"Expected {self._count:,} numbers with spaces between.")
        if fits:
            value = Packed(np.asarray(numbers, np.float32).tobytes())
            self._numbers = np.frombuffer(value.floats, np.float32).tolist()
            self._draw(value)
            self.give(value)

    def _draw(self, value: Packed) -> None:
        line = self.fontMetrics().height()
        self.course.setPixmap(QPixmap.fromImage(line_of(value.floats, (18 * line, 3 * line), self.field.low, self.field.high)))  # fmt: skip


class ImageField(FieldWidget):
    """A pad to draw on where images are grey, a file, and what the network sees of it."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._ink = Ink()
        self.pad = Pad(field.name)
        self.pad.setVisible(field.shape[2] == 1)
        self.seen = QLabel()
        self.seen.setAccessibleName(tr(f"{field.name}, as the network sees it"))
        self.clear, self.open = QPushButton(tr("Clear")), QPushButton(tr("Open a picture…"))
        self.pad.drawn.connect(self._drawn)
        self.clear.clicked.connect(self.pad.clear)
        self.clear.setVisible(field.shape[2] == 1)
        self.open.clicked.connect(self._open)
        caption = QLabel(tr("as the network sees it"))
        caption.setProperty("quiet", True)
        right = column(spacing=4)
        for widget in (self.seen, caption, self.clear, self.open):
            right.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.pad, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right)
        row.addStretch(1)
        layout = column(spacing=4, parent=self)
        layout.addLayout(row)
        layout.addWidget(self.refusal)

    def show_value(self, value: Given) -> None:
        """A picture that was not drawn: the pad is emptied."""
        self.pad.strokes = []
        self.pad.update()
        self._show_seen(value)

    def learn(self, rows: tuple[Example, ...]) -> None:
        """See how large and where images of the data have what is in them."""
        height, width, depth = (int(side or 1) for side in self.field.shape)
        values = [row.given.get(self.field.name) for row in rows]
        if depth == 1:
            images = [np.frombuffer(one.floats, np.float32).reshape(height, width) for one in values if isinstance(one, Packed)]  # fmt: skip
            self._ink = ink_of(images, self.field.low, self.field.high)

    def _drawn(self) -> None:
        value = packed_strokes(self.pad.strokes, self.field, self._ink)
        self._show_seen(value)
        self.give(value)

    def _open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Open a picture"), "", tr(PICTURES))
        if not name:
            return
        found = packed_file(name, self.field, self._ink)
        self.refusal.say(found if isinstance(found, str) else "")
        if isinstance(found, Packed):
            self.show_value(found)
            self.give(found)

    def _show_seen(self, value: Given) -> None:
        assert isinstance(value, Packed)
        side = (LINES - 4) * self.fontMetrics().height()
        image = image_of(value.floats, self.field.shape, self.field.low, self.field.high)
        self.seen.setPixmap(QPixmap.fromImage(enlarged(image, side)))


KINDS = {
    "number": NumberField,
    "date": DateField,
    "category": CategoryField,
    "text": TextField,
    "series": SeriesField,
    "image": ImageField,
}


def widget_for(field: Field) -> FieldWidget:
    """The widget of one field."""
    return KINDS[field.kind](field)
