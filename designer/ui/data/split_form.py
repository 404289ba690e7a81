"""Which rows are held back: at random, the same share of each class, or by a column."""

from __future__ import annotations

from msgspec.structs import asdict
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from designer.catalogue.schema import Setting
from designer.catalogue.units import Choice, Integer, Number
from designer.graph.specs import Column, DataSpec, SplitBy, Table
from designer.ui.data.source_form import LETTERS
from designer.ui.inspector.field import Field
from designer.ui.inspector.fields import field_for
from designer.ui.inspector.form import SettingForm
from designer.ui.parts import column

_SPEC = DataSpec()
SPLITS: dict[str, SplitBy] = {
    "at random": "",
    "a share of each class": "class",
    "as a column says": "column",
    "the last in time": "time",
    "whole groups": "group",
}
BY_COLUMN: tuple[SplitBy, ...] = ("column", "time", "group")
LABELS = {
    "validation": "Validation share",
    "split_seed": "Split seed",
    "split_by": "Hold back",
    "split_column": "By the column",
}
HELP = {
    "column": "Its cells are “train” or “validation”, or yes (held back) and no.",
    "time": "The rows with the latest dates, or the largest numbers, are held back.",
    "group": "Rows with the same value in this column stay together.",
}


class SplitForm(QWidget):
    """Brings a name and a value at each change, as they are stored."""

    edited = Signal(str, object)
    reset = Signal(str)
    finished = Signal()

    def __init__(self, data: DataSpec) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._data = data
        self._form = SettingForm(self._settings(), self._values(), field_for, labels=LABELS, letters=LETTERS)
        self._form.edited.connect(self._tell)
        self._form.reset.connect(self.reset)
        self._form.finished.connect(self.finished)
        column(parent=self).addWidget(self._form)

    def field(self, name: str) -> Field:
        """The field of one setting."""
        return self._form.field(name)

    def show_data(self, data: DataSpec, columns: tuple[Column, ...] = ()) -> None:
        """Show how this data is split; `columns` are those it can be split by."""
        names = tuple(one.name for one in columns) if isinstance(data.source, Table) else ()
        if isinstance(data.source, Table) and not names and isinstance(self._data.source, Table):
            names = self._names
        self._names, self._data = names, data
        self._form.show_settings(self._settings(), self._values())

    def _settings(self) -> list[Setting]:
        share = Setting(
            "validation",
            Number(low=0, high=1, open_low=True, open_high=True),
            _SPEC.validation,
            "The share of rows held back to judge the network on rows it never saw.",
        )
        seed = Setting(
            "split_seed", Integer(low=0, high=2**31 - 1), _SPEC.split_seed, "Another seed holds back other rows."
        )
        ways = [
            label for label, by in SPLITS.items() if self._names or by not in BY_COLUMN or by == self._data.split_by
        ]
        by = Setting("split_by", Choice(tuple(ways), spoken=True), "at random", "Which rows are held back.")
        settings = [by, *([] if self._data.split_by == "column" else [share])]
        if self._data.split_by in BY_COLUMN:
            names = tuple(dict.fromkeys((*self._names, self._data.split_column)))
            settings.append(Setting("split_column", Choice(names), "", HELP[self._data.split_by]))
        return [*settings, *([] if self._data.split_by in ("column", "time") else [seed])]

    def _values(self) -> dict[str, object]:
        label = next(label for label, by in SPLITS.items() if by == self._data.split_by)
        return {**asdict(self._data), "split_by": label}

    def _tell(self, name: str, value: object) -> None:
        self.edited.emit(name, SPLITS[str(value)] if name == "split_by" else value)


def column_for(by: SplitBy, columns: tuple[Column, ...]) -> str:
    """The column a split by one most likely means."""
    if by not in BY_COLUMN or not columns:
        return ""
    likely = [one for one in columns if _fits(by, one)]
    return (likely or list(columns))[0].name


def _fits(by: SplitBy, one: Column) -> bool:
    if by == "time":
        return one.holds == "date"
    words = {word.lower() for word, _ in one.common}
    if by == "column":
        return bool(words) and words <= {
            "train",
            "training",
            "validation",
            "valid",
            "val",
            "test",
            "yes",
            "no",
            "true",
            "false",
        }
    return one.holds in ("category", "identifier") and one.role == "unused"
