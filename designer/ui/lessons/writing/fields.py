"""The widgets a form asks with: one for each sort of thing that can be filled in. All have `value` and `put`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from designer.lessons.writing.forms import Field
from designer.ui.language import tr
from designer.ui.parts import column
from designer.ui.plain import label

COMMON = {
    "name": "What attempts call it: letters a-z, digits and -",
    "say": "What is asked for, in your own words",
    "tip": "What to try where it fails",
    "summary": "What it is about, for the list of lessons",
    "needs": "Names of lessons that come before it, one on each line",
}
"""What stands in the empty field of what many declarations have."""
LINES = {"list": 3, "rows": 3, "text": 3}
EMPTY = {"list": "One on each line", "rows": "The numbers of each on a line of its own, with spaces between"}
"""The same of those that have lines."""
FEWEST_ROWS = 2
"""So many records there is room for at first."""


class Filled(Protocol):
    """A widget that is filled in."""

    changed: Any

    def value(self) -> Any:
        """What was filled in."""

    def put(self, value: Any) -> None:
        """Show a value, to be changed."""


class Line(QLineEdit):
    """A word, a number or a few words. It offers those that are usual."""

    changed = Signal()

    def __init__(self, field: Field, usual: Sequence[str] = ()) -> None:
        super().__init__()
        self.setPlaceholderText(tr(COMMON.get(field.name, "")))
        self.textChanged.connect(self.changed)
        if usual:
            completer = QCompleter(list(usual), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.setCompleter(completer)

    def value(self) -> str:
        return self.text()

    def put(self, value: Any) -> None:
        self.setText(str(value or ""))


class Lines(QPlainTextEdit):
    """A text of several lines, or a list with one thing on each."""

    changed = Signal()

    def __init__(self, field: Field, usual: Sequence[str] = ()) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight((LINES[field.sort] + 1) * self.fontMetrics().lineSpacing())
        self.setPlaceholderText(tr(COMMON.get(field.name, EMPTY.get(field.sort, ""))))
        self.textChanged.connect(self.changed)

    def value(self) -> str:
        return self.toPlainText()

    def put(self, value: Any) -> None:
        self.setPlainText(str(value or ""))


class Choice(QComboBox):
    """One of several words, or none; where it is free, something else can be typed."""

    changed = Signal()

    def __init__(self, field: Field, usual: Sequence[str] = ()) -> None:
        super().__init__()
        self.addItems(["", *field.choices])
        self.setEditable(field.free)
        self.currentTextChanged.connect(self.changed)

    def value(self) -> str:
        return self.currentText()

    def put(self, value: Any) -> None:
        self.setCurrentText(str(value or ""))


class Tick(QCheckBox):
    """Yes or no."""

    changed = Signal()

    def __init__(self, field: Field, usual: Sequence[str] = ()) -> None:
        super().__init__(tr("Yes"))
        self.setMinimumHeight(24)
        self.toggled.connect(self.changed)

    def value(self) -> bool:
        return self.isChecked()

    def put(self, value: Any) -> None:
        self.setChecked(bool(value))


class Records(QWidget):
    """Several of the same: a row for each, and a button for one more."""

    changed = Signal()

    def __init__(self, field: Field, usual: Sequence[str] = ()) -> None:
        super().__init__()
        self._fields = field.fields
        self.rows: list[dict[str, QWidget]] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        for at, one in enumerate(self._fields):
            self._grid.addWidget(label(one.title), 0, at)
            self._grid.setColumnStretch(at, 0 if one.sort == "truth" else 2)
        self.more_button = QPushButton(tr("One more"))
        self.more_button.clicked.connect(self.add)
        layout = column(parent=self)
        layout.addLayout(self._grid)
        layout.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        for _ in range(FEWEST_ROWS):
            self.add()

    def add(self) -> None:
        """Make room for one more."""
        row: dict[str, QWidget] = {}
        for at, one in enumerate(self._fields):
            sort = "line" if one.sort == "text" else one.sort
            row[one.name] = widget = MADE[sort](one, ())
            widget.setAccessibleName(tr(f"{tr(one.title)} {len(self.rows) + 1}"))
            widget.changed.connect(self.changed)  # type: ignore[attr-defined]
            self._grid.addWidget(widget, len(self.rows) + 1, at)
        self.rows.append(row)

    def value(self) -> list[dict[str, Any]]:
        rows = [{name: widget.value() for name, widget in row.items()} for row in self.rows]  # type: ignore[attr-defined]
        return [row for row in rows if any(row.values())]

    def put(self, value: Any) -> None:
        found: list[Mapping[str, Any]] = list(value or ())
        while len(self.rows) < len(found):
            self.add()
        for row, values in zip(self.rows, found, strict=False):
            for name, widget in row.items():
                widget.put(values.get(name))  # type: ignore[attr-defined]


MADE: dict[str, Callable[[Field, Sequence[str]], QWidget]] = {
    "line": Line,
    "number": Line,
    "text": Lines,
    "list": Lines,
    "rows": Lines,
    "choice": Choice,
    "truth": Tick,
    "records": Records,
}
"""The widget for each sort."""
