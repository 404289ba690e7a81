"""Fields with a slider: a number, and a date, which is one too."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSlider

from designer.data.fields import Field, Given
from designer.ui.language import tr
from designer.ui.parts import column, set_flag
from designer.ui.trying.field_widget import FieldWidget

STEPS = 200
START = datetime(1970, 1, 1, tzinfo=UTC)
DAYS = 5
"""Where the data has fewer days than this, their time counts too."""


class NumberField(FieldWidget):
    """A slider over the range of the data, and the number itself, which may lie beyond."""

    WANTED = "a number"
    WIDEST = "-0.0000000"

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setPageStep(STEPS // 10)
        self.slider.setMinimumWidth(8 * self.fontMetrics().averageCharWidth())
        self.slider.setAccessibleName(field.name)
        self.slider.setToolTip(tr(f"From {self.written(field.low)} to {self.written(field.high)}, as the data has it"))
        self.slider.valueChanged.connect(self._slid)
        self.line = QLineEdit()
        self.line.setAccessibleName(f"{field.name}: {tr(self.WANTED)}")
        self.line.setFixedWidth(self.fontMetrics().horizontalAdvance(self.WIDEST) + 20)
        self.line.textEdited.connect(self._typed)
        self._shown = math.nan
        row = QHBoxLayout()
        row.addWidget(self.slider, 1)
        row.addWidget(self.line)
        layout = column(spacing=2, parent=self)
        layout.addLayout(row)
        layout.addWidget(self.refusal)

    def written(self, value: float, digits: int = 4) -> str:
        """How a number stands in the line."""
        return f"{value:.{digits}g}"

    def read(self, text: str) -> float:
        """The number that was typed. Raises `ValueError`."""
        return float(text.replace(",", "."))

    def stop(self, value: float) -> float:
        """Where the slider stops near a number."""
        return value

    def show_value(self, value: Given) -> None:
        self._shown = float(value)  # type: ignore[arg-type]
        self.line.setText(self.written(self._shown, 6))
        self.line.setCursorPosition(0)
        self._put_slider()
        self._say("")

    def _put_slider(self) -> None:
        span = (self.field.high - self.field.low) or 1.0
        share = (self._shown - self.field.low) / span
        self.slider.setValue(round(STEPS * min(1.0, max(0.0, share))))

    def _slid(self, step: int) -> None:
        low, high = self.field.low, self.field.high
        span = (high - low) or 1.0
        if round(STEPS * min(1.0, max(0.0, (self._shown - low) / span))) == step:
            return  # the number is there already, and finer than a step
        self._shown = self.stop(low + step / STEPS * (high - low))
        self.line.setText(self.written(self._shown))
        self._say("")
        self.give(self._shown)

    def _typed(self, text: str) -> None:
        try:
            value = self.read(text)
        except ValueError:
            value = math.nan
        if not abs(value) < 3e38:
            self._say(f"Expected {self.WANTED}.")
            return
        self._shown = value
        outside = not self.field.low <= value <= self.field.high
        self._put_slider()
        span = f"{self.written(self.field.low)} to {self.written(self.field.high)}"
        self._say("", f"The data has {span}: beyond, any answer is a guess." if outside else "")
        self.give(value)

    def _say(self, refusal: str, warning: str = "") -> None:
        set_flag(self.line, "refused", bool(refusal))
        self.refusal.say(refusal or warning)


class DateField(NumberField):
    """A day, or a moment of it; the network is given days since 1970."""

    WANTED = "a date such as 2024-01-31"
    WIDEST = "2024-01-31 00:00"

    def written(self, value: float, digits: int = 4) -> str:
        try:
            moment = START + timedelta(days=value)
        except OverflowError:
            return super().written(value, digits)
        return f"{moment:%Y-%m-%d}" if value.is_integer() else f"{moment:%Y-%m-%d %H:%M}"

    def read(self, text: str) -> float:
        moment = datetime.fromisoformat(text.strip())
        return (moment.replace(tzinfo=moment.tzinfo or UTC) - START) / timedelta(days=1)

    def stop(self, value: float) -> float:
        return float(round(value)) if self.field.high - self.field.low >= DAYS else value
