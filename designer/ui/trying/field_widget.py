"""What all widgets of a form of an example have in common."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from designer.data.fields import Field, Given
from designer.training.messages import Example
from designer.ui.parts import Sentence


class FieldWidget(QWidget):
    """One field; `refusal` says what is wrong with what stands in it."""

    changed = Signal(str, object)
    """The field's name and what it is filled with now."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.refusal = Sentence("", "error")

    def show_value(self, value: Given) -> None:
        """Show what it is filled with."""
        raise NotImplementedError

    def learn(self, rows: tuple[Example, ...]) -> None:
        """See what the data has here."""

    def give(self, value: Given) -> None:
        """Bring what was filled in."""
        self.changed.emit(self.field.name, value)
