"""The forms that say where examples come from: a pattern's size and noise, a file's columns, the split."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import asdict, replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from designer.catalogue.schema import Setting
from designer.catalogue.units import Boolean, Choice, Integer, Number
from designer.data.formats import FILES, Format, format_of, guess_source
from designer.graph.specs import DataFacts, Generated, Images, OwnFile, Shapes, Table
from designer.ui.data.file_line import FileLine
from designer.ui.inspector.field import MIXED, Field
from designer.ui.inspector.fields import field_for
from designer.ui.inspector.form import SettingForm
from designer.ui.language import tr
from designer.ui.parts import Sentence, column

SEED = Integer(low=0, high=2**31 - 1)
_GENERATED, _TABLE = Generated(), Table(path="")

GENERATED = (
    Setting("size", Integer(low=10, high=1_000_000), _GENERATED.size, "How many rows to make."),
    Setting("noise", Number(low=0, high=10), _GENERATED.noise, "How far points stray from the pattern."),
    Setting("seed", SEED, _GENERATED.seed, "Another seed makes other points of the same pattern."),
)
DRAWN = (
    Setting("size", Integer(low=10, high=100_000), Shapes().size, "How many pictures to make."),
    Setting("noise", Number(low=0, high=10), Shapes().noise, "How far grey values and sizes stray."),
    Setting("seed", SEED, Shapes().seed, "Another seed makes other pictures."),
)
LABELS = {
    "size": "Rows",
    "noise": "Noise",
    "seed": "Seed",
}

SEPARATORS = {"comma  ,": ",", "semicolon  ;": ";", "tab": "\t", "bar  |": "|", "space": " "}
TASKS = {"automatic": "auto", "a number": "regression", "a class": "classification"}
MISSING = {"skip the row": "drop", "fill in": "fill"}
LETTERS = 17
"""How wide the names' column of every form here is, so that the fields stand in one line."""
FILE_LABELS = {
    "header": "First row is names",
    "separator": "Separator",
    "target": "Predict",
    "task": "Task",
    "missing": "Empty cells",
    "weights": "Weigh rows by",
    "sheet": "Sheet",
    "once": "Duplicates left out",
}


class PatternForm(SettingForm):
    """Rows, noise and seed of what is made: points of a pattern, or pictures of shapes."""

    def __init__(self, source: Generated | Shapes) -> None:
        settings = DRAWN if isinstance(source, Shapes) else GENERATED
        super().__init__(settings, asdict(source), field_for, labels=LABELS, letters=LETTERS)

    def show_source(self, source: Generated | Shapes) -> None:
        self.show_values(asdict(source))


class TableForm(QWidget):
    """How a file of the user's own is read: brings a whole `Table` at each change."""

    edited = Signal(object)

    def __init__(self, source: Table) -> None:
        super().__init__()
        self._source = source
        self._names: tuple[str, ...] = ()
        self._sheets: tuple[str, ...] = ()
        self._form = SettingForm(self._settings, self._values, field_for, labels=FILE_LABELS, letters=LETTERS)
        self._form.edited.connect(self._set)
        self._form.reset.connect(self._reset)
        self.file = FileLine("Choose another file…")
        self.file.choose.clicked.connect(self._choose)
        layout = column(spacing=8, parent=self)
        layout.addWidget(self.file)
        layout.addWidget(self._form)
        layout.addWidget(Sentence("What each column is for stands beside, under Columns.", "quiet"))
        self.show_source(source, None)

    def show_source(self, source: Table, facts: DataFacts | None) -> None:
        """Show how this file is read; `facts` brings the names of its columns once it was read."""
        names = tuple(item.name for item in facts.columns) if facts else self._names
        if source.path != self._source.path and facts is None:
            names = ()
        sheets = facts.sheets if facts else self._sheets if source.path == self._source.path else ()
        self._source, self._names, self._sheets = source, names, sheets
        self.file.path.say(source.path)
        self._form.show_settings(self._settings, self._values)

    def field(self, name: str) -> Field:
        """The field of one of the file's settings."""
        return self._form.field(name)

    @property
    def _settings(self) -> tuple[Setting, ...]:
        return _table_settings(format_of(self._source.path), self._names, self._sheets)

    @property
    def _values(self) -> dict[str, object]:
        return _table_values(self._source, self._names, self._sheets)

    def _set(self, name: str, value: object) -> None:
        stored = _CHOICES.get(name, {}).get(str(value), value)
        stored = "" if stored is None else stored
        changed = replace(self._source, **{name: stored})
        if name in ("target", "weights"):
            more = tuple(one for one in changed.more_targets if one != value)
            features = tuple(one for one in changed.features if one != value)
            changed = replace(changed, features=features, more_targets=more)
        elif name in ("header", "separator", "sheet"):
            changed = replace(changed, target="", features=(), more_targets=(), parts=(), types={}, weights="")
        self._tell(changed)

    def _reset(self, name: str) -> None:
        self._tell(replace(self._source, **{name: getattr(_TABLE, name)}))

    def _choose(self) -> None:
        source = ask_for_file(self, Path(self._source.path).parent)
        if source is not None:
            self.edited.emit(source)

    def _tell(self, source: Table) -> None:
        if source != self._source:
            self.edited.emit(source)


_CHOICES = {"separator": SEPARATORS, "task": TASKS, "missing": MISSING}


def ask_for_file(parent: QWidget, folder: Path) -> OwnFile | None:
    """Let the user pick a file; how it is to be read is guessed from its name and beginning."""
    endings = " ".join(f"*{ending}" for ending in FILES)
    path, _ = QFileDialog.getOpenFileName(parent, tr("Choose a file of data"), str(folder), tr(f"Data ({endings})"))
    return guess_source(Path(path)) if path else None


def ask_for_folder(parent: QWidget, folder: Path) -> OwnFile | None:
    """Let the user pick a folder of pictures."""
    path = QFileDialog.getExistingDirectory(parent, tr("Choose a folder of pictures"), str(folder))
    return Images(path) if path else None


def _table_settings(form: Format, names: tuple[str, ...], sheets: tuple[str, ...]) -> tuple[Setting, ...]:
    """The settings that matter for a file of this format."""
    target = Setting("target", Choice(names), names[-1] if names else "", "The column the network learns to predict.")
    sheet = Setting("sheet", Choice(sheets), sheets[0] if sheets else "", "Which sheet of the workbook is read.")
    task = Setting(
        "task",
        Choice(tuple(TASKS), spoken=True),
        next(iter(TASKS)),
        "Whether the target is an amount or a kind of thing; automatic looks at its values.",
    )
    header = Setting("header", Boolean(), _TABLE.header, "Whether the first row holds the columns' names.")
    separator = Setting(
        "separator", Choice(tuple(SEPARATORS), spoken=True), next(iter(SEPARATORS)), "What stands between two cells."
    )
    return (
        *((target,) if names else ()),
        *((sheet,) if len(sheets) > 1 else ()),
        task,
        *((header,) if form in ("csv", "excel") else ()),
        *((separator,) if form == "csv" else ()),
        *((_weights(names),) if names else ()),
        Setting(
            "missing",
            Choice(tuple(MISSING), spoken=True),
            next(iter(MISSING)),
            "What becomes of a row with an empty cell.",
        ),
        Setting("once", Boolean(), _TABLE.once, "Take only the first of rows that are alike in all columns used."),
    )


def _weights(names: tuple[str, ...]) -> Setting:
    help = (
        "A column of numbers that say how much each row counts in the loss, in training and validation; 2 counts twice."
    )
    return Setting("weights", Choice(names, optional=True), None, help)


def _table_values(source: Table, names: tuple[str, ...], sheets: tuple[str, ...]) -> dict[str, object]:
    values: dict[str, object] = {
        name: next((label for label, stored in options.items() if stored == getattr(source, name)), MIXED)
        for name, options in _CHOICES.items()
    }
    values |= {"header": source.header, "once": source.once}
    values["target"] = source.target or (names[-1] if names else "")
    values["weights"] = source.weights or None
    values["sheet"] = source.sheet or (sheets[0] if sheets else "")
    return values
