"""How arrays and folders of pictures are read: short forms below the file's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import asdict, replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from designer.catalogue.schema import Setting
from designer.catalogue.units import Choice, Integer
from designer.graph.specs import Arrays, DataFacts, Images, OwnFile
from designer.ui.data.file_line import FileLine
from designer.ui.data.source_form import LETTERS, TASKS, ask_for_file, ask_for_folder
from designer.ui.inspector.fields import field_for
from designer.ui.inspector.form import SettingForm
from designer.ui.parts import column

COLOURS = {"colour": 3, "grey": 1}
_START = Images("")

PICTURES = (
    Setting("height", Integer(low=1, high=2048), _START.height, "How many points high each picture is made."),
    Setting("width", Integer(low=1, high=2048), _START.width, "How many points wide each picture is made."),
    Setting(
        "channels", Choice(tuple(COLOURS), spoken=True), "colour", "Three values for each point, or one grey value."
    ),
)
ARRAYS = (
    Setting(
        "task",
        Choice(tuple(TASKS), spoken=True),
        "automatic",
        "Whether y is amounts or classes; automatic looks at its values.",
    ),
)
LABELS = {
    "height": "Height",
    "width": "Width",
    "channels": "Colours",
    "task": "Task",
    "x": "Learn from",
    "y": "Predict",
}


class OwnForm(QWidget):
    """A path, buttons to choose another and to read it again, and a few settings: brings a whole source at each change."""

    edited = Signal(object, str)
    """The source as it is to be, and the setting that was changed, if it was only that."""
    finished = Signal()

    def __init__(
        self,
        start: Arrays | Images,
        settings: Sequence[Setting],
        choices: Mapping[str, Mapping[str, object]],
        another: str,
    ) -> None:
        super().__init__()
        self._source, self._start, self._choices = start, start, choices
        self.file = FileLine(another)
        self.file.choose.clicked.connect(self._choose)
        layout = column(spacing=8, parent=self)
        layout.addWidget(self.file)
        self._form = SettingForm(settings, self._values(start), field_for, labels=LABELS, letters=LETTERS)
        self._form.edited.connect(self._set)
        self._form.reset.connect(self._reset)
        self._form.finished.connect(self.finished)
        layout.addWidget(self._form)

    def show_settings(self, settings: Sequence[Setting]) -> None:
        """Have these settings in the form instead."""
        self._form.show_settings(settings, self._values(self._source))

    def show_source(self, source: Arrays | Images) -> None:
        """Show how this file or folder is read."""
        self._source = source
        self.file.path.say(source.path)
        self._form.show_values(self._values(source))

    def field(self, name: str) -> QWidget:
        """The field of one setting."""
        return self._form.field(name)

    def ask(self, folder: Path) -> OwnFile | None:
        """Let the user pick another one."""
        raise NotImplementedError

    def _values(self, source: Arrays | Images) -> dict[str, object]:
        values = asdict(source)
        for name, options in self._choices.items():
            values[name] = next(label for label, stored in options.items() if stored == values[name])
        return values

    def _set(self, name: str, value: object) -> None:
        stored = self._choices[name][str(value)] if name in self._choices else value
        self._tell(replace(self._source, **{name: stored}), name)

    def _reset(self, name: str) -> None:
        self._tell(replace(self._source, **{name: getattr(self._start, name)}), name)

    def _tell(self, source: Arrays | Images, name: str) -> None:
        if source != self._source:
            self.edited.emit(source, name)

    def _choose(self) -> None:
        source = self.ask(Path(self._source.path).parent)
        if source is not None:
            self.edited.emit(source, "")


class ArraysForm(OwnForm):
    """NumPy arrays in a file; which of them, where there are several."""

    def __init__(self) -> None:
        self._names: tuple[str, ...] = ()
        super().__init__(Arrays(""), ARRAYS, {"task": TASKS}, "Choose another file…")

    def show_arrays(self, source: Arrays, facts: DataFacts | None) -> None:
        """Show how this file is read; `facts` brings the names of its arrays once it was read."""
        names = facts.sheets if facts else self._names if source.path == self._source.path else ()
        if names != self._names:
            self._names = names
            self.show_settings((*(_array(name, names) for name in ("x", "y") if names), *ARRAYS))
        self.show_source(source)

    def ask(self, folder: Path) -> OwnFile | None:
        return ask_for_file(self, folder)


class ImagesForm(OwnForm):
    """Pictures in folders."""

    def __init__(self) -> None:
        super().__init__(Images(""), PICTURES, {"channels": COLOURS}, "Choose another folder…")

    def ask(self, folder: Path) -> OwnFile | None:
        return ask_for_folder(self, folder)


def _array(name: str, names: tuple[str, ...]) -> Setting:
    help = "The array to learn from." if name == "x" else "The array to predict."
    return Setting(name, Choice(("", *names)), "", f"{help} Empty: the one called so, or the first two.")
