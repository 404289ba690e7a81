"""One list of everything examples can come from."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from designer.data.sources import BUNDLED, PATTERNS, SHAPES
from designer.graph.specs import Bundled, Generated, Images, Shapes, Source
from designer.ui.inspector.field import Combo
from designer.ui.language import tr

OWN_FILE = "file"
OWN_FOLDER = "folder"

FILE_HELP = "A table (CSV, Excel, Parquet, JSON lines), or NumPy arrays (.npz, .npy)."
FOLDER_HELP = "A folder of pictures, with a folder in it for each class."


class SourcePicker(Combo):
    """Patterns, data sets that come along, and a file of one's own."""

    source_chosen = Signal(object)
    file_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: Source | None = None
        self.setAccessibleName(tr("Where the examples come from"))
        for group, kinds in (("Pattern", PATTERNS), ("Data set", BUNDLED)):
            for name, kind in kinds.items():
                self.addItem(tr(f"{group}: {kind.label}"), name)
                self.setItemData(self.count() - 1, tr(kind.help), Qt.ItemDataRole.ToolTipRole)
            self.insertSeparator(self.count())
        self.addItem(tr(f"Several parts: {SHAPES.label}"), SHAPES.name)
        self.setItemData(self.count() - 1, tr(SHAPES.help), Qt.ItemDataRole.ToolTipRole)
        self.insertSeparator(self.count())
        self.addItem(tr("Your own file…"), OWN_FILE)
        self.setItemData(self.count() - 1, tr(FILE_HELP), Qt.ItemDataRole.ToolTipRole)
        self.addItem(tr("Your own folder of pictures…"), OWN_FOLDER)
        self.setItemData(self.count() - 1, tr(FOLDER_HELP), Qt.ItemDataRole.ToolTipRole)
        self.activated.connect(self._chosen)

    def show_source(self, source: Source) -> None:
        """Show what is used now."""
        self._source = source
        self.setCurrentIndex(self.findData(name_of(source)))

    def _chosen(self, index: int) -> None:
        name = self.itemData(index)
        if name == OWN_FILE:
            self.file_wanted.emit()
        elif name == OWN_FOLDER:
            self.folder_wanted.emit()
        elif name in PATTERNS:
            now = self._source if isinstance(self._source, Generated) else Generated()
            self.source_chosen.emit(replace(now, pattern=name))
        elif name == SHAPES.name:
            self.source_chosen.emit(SHAPES.start)
        elif name in BUNDLED:
            self.source_chosen.emit(Bundled(name))
        if self._source is not None:
            self.show_source(self._source)


def name_of(source: Source) -> str:
    """The name a source has in the list."""
    if isinstance(source, Generated):
        return source.pattern
    if isinstance(source, Shapes):
        return SHAPES.name
    if isinstance(source, Images):
        return OWN_FOLDER
    return source.name if isinstance(source, Bundled) else OWN_FILE


def help_of(source: Source) -> str:
    """What a source holds, in a sentence."""
    kind = {**PATTERNS, **BUNDLED, SHAPES.name: SHAPES}.get(name_of(source))
    if kind:
        return kind.help
    return f"{FOLDER_HELP if isinstance(source, Images) else FILE_HELP} Drop another one here to use that."
