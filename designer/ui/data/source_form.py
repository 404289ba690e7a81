"""The forms that say where examples come from: a pattern's size and noise, a file's columns, the split."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import asdict, replace
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QWidget

from designer.catalogue.schema import Setting
from designer.catalogue.units import Boolean, Choice, Integer, Number
from designer.data.formats import FILES, guess_source
from designer.graph.specs import DataFacts, DataSpec, Generated, Images, OwnFile, Shapes, Table
from designer.ui.inspector.field import MIXED, Field
from designer.ui.inspector.fields import field_for
from designer.ui.inspector.form import SettingForm
from designer.ui.parts import Sentence, column, heading

SEED = Integer(low=0, high=2**31 - 1)
_GENERATED, _SPEC, _TABLE = Generated(), DataSpec(), Table(path="")

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
SPLIT = (
    Setting(
        "validation",
        Number(low=0, high=1, open_low=True, open_high=True),
        _SPEC.validation,
        "The share of rows held back to judge the network on rows it never saw.",
    ),
    Setting("split_seed", SEED, _SPEC.split_seed, "Another seed holds back other rows."),
)
LABELS = {
    "size": "Rows",
    "noise": "Noise",
    "seed": "Seed",
    "validation": "Validation share",
    "split_seed": "Split seed",
}

SEPARATORS = {"comma  ,": ",", "semicolon  ;": ";", "tab": "\t", "bar  |": "|", "space": " "}
TASKS = {"automatic": "auto", "a number": "regression", "a class": "classification"}
MISSING = {"skip the row": "drop", "fill in": "fill"}
TICKABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
LETTERS = 17
"""How wide the names' column of every form here is, so that the fields stand in one line."""
FILE_LABELS = {
    "header": "First row is names",
    "separator": "Separator",
    "target": "Predict",
    "task": "Task",
    "missing": "Empty cells",
    "weights": "Weigh rows by",
}


class PatternForm(SettingForm):
    """Rows, noise and seed of what is made: points of a pattern, or pictures of shapes."""

    def __init__(self, source: Generated | Shapes) -> None:
        settings = DRAWN if isinstance(source, Shapes) else GENERATED
        super().__init__(settings, asdict(source), field_for, labels=LABELS, letters=LETTERS)

    def show_source(self, source: Generated | Shapes) -> None:
        self.show_values(asdict(source))


class SplitForm(SettingForm):
    """Which share of the rows is held back, and which rows."""

    def __init__(self, data: DataSpec) -> None:
        super().__init__(SPLIT, asdict(data), field_for, labels=LABELS, letters=LETTERS)

    def show_data(self, data: DataSpec) -> None:
        self.show_values(asdict(data))


class TableForm(QWidget):
    """How a file of the user's own is read: brings a whole `Table` at each change."""

    edited = Signal(object)

    def __init__(self, source: Table) -> None:
        super().__init__()
        self._source = source
        self._names: tuple[str, ...] = ()
        self._useless: dict[str, str] = {}
        self._form: SettingForm | None = None
        self.path = Sentence("", "quiet")
        self.choose = QPushButton("Choose another file…")
        self.choose.clicked.connect(self._choose)
        self.again = QPushButton("Read again")
        self.again.setToolTip("Read the file anew, as it is now. Coming back to this window does so if it has changed.")
        self.features = QListWidget()
        self.features.setAccessibleName("Columns to learn from")
        self.features.setToolTip("The columns the network gets to see.")
        self.features.setSpacing(1)
        self.features.itemChanged.connect(self._feature_ticked)
        self._place = column()
        layout = column(spacing=8, parent=self)
        layout.addWidget(self.path)
        files = QHBoxLayout()
        files.addWidget(self.choose)
        files.addWidget(self.again)
        files.addStretch(1)
        layout.addLayout(files)
        layout.addLayout(self._place)
        self._features_title = heading("Learn from")
        layout.addWidget(self._features_title)
        layout.addWidget(self.features)
        self.show_source(source, None)

    def show_source(self, source: Table, facts: DataFacts | None) -> None:
        """Show how this file is read; `facts` brings the names of its columns once it was read."""
        names = tuple(item.name for item in facts.columns) if facts else self._names
        if source.path != self._source.path and facts is None:
            names = ()
        if names != self._names or source.path != self._source.path:
            self._useless = {}
        rebuild = self._form is None or names != self._names
        self._source, self._names = source, names
        self.path.say(source.path)
        if rebuild:
            self._build()
        assert self._form is not None
        self._form.show_values(_table_values(source, self._names))
        self._show_features(facts)

    def field(self, name: str) -> Field:
        """The field of one of the file's settings."""
        assert self._form is not None
        return self._form.field(name)

    def _build(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
        settings = _table_settings(self._names)
        self._form = SettingForm(
            settings, _table_values(self._source, self._names), field_for, labels=FILE_LABELS, letters=LETTERS
        )
        self._form.edited.connect(self._set)
        self._form.reset.connect(self._reset)
        self._place.addWidget(self._form)

    def _show_features(self, facts: DataFacts | None) -> None:
        shown = bool(self._names)
        self.features.setVisible(shown)
        self._features_title.setVisible(shown)
        target = self._source.target or (self._names[-1] if self._names else "")
        if facts is not None and not self._source.features:
            self._useless = {
                item.name: _why_unused(item.name, facts) for item in facts.columns if item.role == "unused"
            }
        taken = (target, self._source.weights)
        wanted = [(name, self._ticked(name), self._useless.get(name, "")) for name in self._names if name not in taken]
        present = [self.features.item(row) for row in range(self.features.count())]
        shows = [(item.text(), item.checkState() is Qt.CheckState.Checked, item.toolTip()) for item in present]
        if shows != wanted:
            self._fill_features(wanted)

    def _fill_features(self, wanted: Iterable[tuple[str, bool, str]]) -> None:
        """Have an item for each name, ticked or not; one of which it is known why it is of no use is greyed."""
        self.features.itemChanged.disconnect(self._feature_ticked)
        self.features.clear()
        for name, ticked, useless in wanted:
            item = QListWidgetItem(name)
            item.setFlags(Qt.ItemFlag.NoItemFlags if useless else TICKABLE)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            item.setToolTip(useless)
            item.setSizeHint(QSize(0, max(18, self.fontMetrics().height() + 4)))
            self.features.addItem(item)
        row = max(1, self.features.sizeHintForRow(0) + 2 * self.features.spacing())
        self.features.setFixedHeight(row * min(8, max(2, self.features.count())) + 8)
        self.features.itemChanged.connect(self._feature_ticked)

    def _ticked(self, name: str) -> bool:
        chosen = self._source.features
        return name in chosen if chosen else name not in self._useless

    def _feature_ticked(self, item: QListWidgetItem) -> None:
        items = [self.features.item(row) for row in range(self.features.count())]
        ticked = tuple(one.text() for one in items if one.checkState() is Qt.CheckState.Checked)
        if ticked:
            every = all(one.text() in ticked or one.text() in self._useless for one in items)
            self._tell(replace(self._source, features=() if every else ticked))
        else:
            item.setCheckState(Qt.CheckState.Checked)

    def _set(self, name: str, value: object) -> None:
        stored = _CHOICES.get(name, {}).get(str(value), value)
        stored = "" if stored is None else stored
        changed = replace(self._source, **{name: stored})
        if name in ("target", "weights"):
            changed = replace(changed, features=tuple(one for one in changed.features if one != value))
        elif name in ("header", "separator"):
            changed = replace(changed, target="", features=(), weights="")
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
    path, _ = QFileDialog.getOpenFileName(parent, "Choose a file of data", str(folder), f"Data ({endings})")
    return guess_source(Path(path)) if path else None


def ask_for_folder(parent: QWidget, folder: Path) -> OwnFile | None:
    """Let the user pick a folder of pictures."""
    path = QFileDialog.getExistingDirectory(parent, "Choose a folder of pictures", str(folder))
    return Images(path) if path else None


def _why_unused(name: str, facts: DataFacts) -> str:
    """Why the reader left a column out that nobody took off the features."""
    return next((note for note in facts.notes if repr(name) in note), "There is nothing to learn from this column.")


def _table_settings(names: tuple[str, ...]) -> tuple[Setting, ...]:
    target = Setting("target", Choice(names), names[-1] if names else "", "The column the network learns to predict.")
    return (
        *((target,) if names else ()),
        Setting(
            "task",
            Choice(tuple(TASKS)),
            next(iter(TASKS)),
            "Whether the target is an amount or a kind of thing; automatic looks at its values.",
        ),
        Setting("header", Boolean(), _TABLE.header, "Whether the first row holds the columns' names."),
        Setting("separator", Choice(tuple(SEPARATORS)), next(iter(SEPARATORS)), "What stands between two cells."),
        *((_weights(names),) if names else ()),
        Setting("missing", Choice(tuple(MISSING)), next(iter(MISSING)), "What becomes of a row with an empty cell."),
    )


def _weights(names: tuple[str, ...]) -> Setting:
    help = (
        "A column of numbers that say how much each row counts in the loss, in training and validation; 2 counts twice."
    )
    return Setting("weights", Choice(names, optional=True), None, help)


def _table_values(source: Table, names: tuple[str, ...]) -> dict[str, object]:
    values: dict[str, object] = {
        name: next((label for label, stored in options.items() if stored == getattr(source, name)), MIXED)
        for name, options in _CHOICES.items()
    }
    values["header"] = source.header
    values["target"] = source.target or (names[-1] if names else "")
    values["weights"] = source.weights or None
    return values
