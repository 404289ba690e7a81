"""The slider that smooths the curves. It counts in epochs: how many are averaged, more or less."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from designer.ui.language import tr
from designer.ui.parts import set_shown
from designer.ui.settings import Preferences

STEPS, TENFOLD = 30, 10
"""So many places from none to a thousand epochs, so many of them from one number to ten times that."""
HELP = (
    "Draw each curve as an average of the last epochs, the nearest counting most. The curve itself stays pale\n"
    "behind it, and the values you point at are always its own."
)


class Smoothing(QWidget):
    """How much curves are smoothed; at its left end not at all."""

    changed = Signal(float)
    """The weight an epoch has beside the one after it: from 0, which smooths nothing, to below 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences: Preferences | None = None
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setPageStep(TENFOLD // 2)
        self.slider.setMinimumHeight(24)
        self._told = QLabel()
        self._told.setProperty("quiet", True)
        text = self.fontMetrics()
        self._told.setMinimumWidth(text.horizontalAdvance(told(STEPS)))
        self._label = QLabel(tr("Smooth"))
        self._label.setToolTip(tr(HELP))
        self._label.setBuddy(self.slider)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._label, self.slider, self._told):
            row.addWidget(widget)
        self.set_compact(False)
        self.slider.valueChanged.connect(self._moved)
        self._say()

    @property
    def weight(self) -> float:
        """The weight as it stands."""
        return weight_of(self.slider.value())

    @property
    def full_width(self) -> int:
        """How wide it is with all its words."""
        words = self._label.sizeHint().width() + max(self._told.sizeHint().width(), self._told.minimumWidth())
        return words + self._slider_width(False) + 2 * self.layout().spacing()

    def set_compact(self, on: bool) -> None:
        """Take as little room as can be, where there is little; what the words say stays in the tooltip."""
        self.slider.setFixedWidth(self._slider_width(on))
        for words in (self._label, self._told):
            set_shown(words, not on)

    def _slider_width(self, compact: bool) -> int:
        return (8 if compact else 12) * self.fontMetrics().averageCharWidth()

    def remember_in(self, preferences: Preferences) -> None:
        """Begin where the slider was left, and keep where it is put from now on."""
        self.slider.setValue(preferences.smoothing)
        self._preferences = preferences

    def _moved(self, place: int) -> None:
        self._say()
        if self._preferences is not None:
            self._preferences.smoothing = place
        self.changed.emit(self.weight)

    def _say(self) -> None:
        self._told.setText(tr(told(self.slider.value())))
        self.slider.setAccessibleName(tr(f"Smooth the curves: {told(self.slider.value())}"))
        self.slider.setToolTip(tr(f"Smooth the curves: {told(self.slider.value())}\n{HELP}"))


def weight_of(place: int) -> float:
    """Such that about as many epochs count as the place stands for."""
    return 1.0 - 10.0 ** (-place / TENFOLD)


def told(place: int) -> str:
    """A place of the slider in words."""
    count = 10.0 ** (place / TENFOLD)
    return "off" if place == 0 else f"{count:.1f} epochs" if count < 5 else f"{count:,.0f} epochs"
