"""The data tab: where examples come from, how they are split, and what they look like."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QSplitter, QWidget

from designer.data.formats import guess_source
from designer.graph.edits import set_data
from designer.graph.specs import Arrays, DataSpec, Generated, Images, Shapes, Source, Table
from designer.ui.data.dropping import dropped_data
from designer.ui.data.facts_side import FactsSide
from designer.ui.data.file_watch import FileWatch
from designer.ui.data.own_forms import ArraysForm, ImagesForm
from designer.ui.data.pairs_form import PairsForm
from designer.ui.data.picker import SourcePicker, help_of
from designer.ui.data.source_form import PatternForm, TableForm, ask_for_file, ask_for_folder
from designer.ui.data.split_form import SplitForm, column_for
from designer.ui.data.standardise import inputs, normalizations, standardise, undo_standardise
from designer.ui.language import tr
from designer.ui.parts import Sentence, column, heading, scrolled
from designer.ui.session import Session, Snapshot
from designer.values import value_text


class DataPanel(QWidget):
    """Changes the design's `DataSpec`; whoever reads data brings the facts through the session."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        data = session.design.data
        self.picker = SourcePicker()
        self.help = Sentence(flag="quiet")
        self.pattern = PatternForm(data.source if isinstance(data.source, Generated) else Generated())
        self.shapes = PatternForm(data.source if isinstance(data.source, Shapes) else Shapes())
        self.pairs = PairsForm(session)
        self.table = TableForm(data.source if isinstance(data.source, Table) else Table(path=""))
        self.arrays, self.images = ArraysForm(), ImagesForm()
        self.split = SplitForm(data)
        self.standard = QCheckBox(tr("Standardise the inputs"))
        self.standard.setToolTip(
            tr(
                "Put a Normalization layer behind the Input: it learns each column's mean and spread from the training "
                "rows, so that all columns count alike. It is saved with the network."
            )
        )
        self.facts = FactsSide()
        self.facts.edit_wanted.connect(session.edit)
        self._watch = FileWatch(session, self)
        self.setAcceptDrops(True)
        self._connect()
        self._lay_out()
        session.snapshot_changed.connect(self.show_snapshot)
        self.show_snapshot(session.snapshot)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the data of this snapshot and what is known of it."""
        data, design = snapshot.design.data, snapshot.design
        self.picker.show_source(data.source)
        self.help.say(help_of(data.source))
        self.pattern.setVisible(isinstance(data.source, Generated))
        self.shapes.setVisible(isinstance(data.source, Shapes))
        self.table.setVisible(isinstance(data.source, Table))
        self.arrays.setVisible(isinstance(data.source, Arrays))
        self.images.setVisible(isinstance(data.source, Images))
        self.pairs.show_snapshot(snapshot)
        if isinstance(data.source, Generated):
            self.pattern.show_source(data.source)
        elif isinstance(data.source, Shapes):
            self.shapes.show_source(data.source)
        elif isinstance(data.source, Table):
            self.table.show_source(data.source, snapshot.data)
        elif isinstance(data.source, Arrays):
            self.arrays.show_arrays(data.source, snapshot.data)
        elif isinstance(data.source, Images):
            self.images.show_source(data.source)
        self.split.show_data(data, snapshot.data.columns if snapshot.data else ())
        self.standard.setChecked(bool(normalizations(design)))
        self.standard.setEnabled(bool(inputs(design)))
        self.facts.show_snapshot(snapshot)

    def use_file(self, path: Path) -> None:
        """Take a file or folder of the user's own; how it is read is guessed and can be corrected."""
        self._use(guess_source(path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_data(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_data(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.use_file(path)

    def _connect(self) -> None:
        self.picker.source_chosen.connect(self._use)
        self.picker.file_wanted.connect(self._ask_for_file)
        self.picker.folder_wanted.connect(self._ask_for_folder)
        for form in (self.arrays, self.images):
            form.edited.connect(self._use_own)
            form.finished.connect(self._session.end_gesture)
            form.file.again.clicked.connect(self._session.reread_data)
        for made in (self.pattern, self.shapes):
            made.edited.connect(self._set_pattern)
            made.reset.connect(self._reset_pattern)
        self.table.edited.connect(self._use)
        self.table.file.again.clicked.connect(self._session.reread_data)
        self.split.edited.connect(self._set_split)
        self.split.reset.connect(self._reset_split)
        for form in (self.pattern, self.shapes, self.split):
            form.finished.connect(self._session.end_gesture)
        self.standard.clicked.connect(self._standardise)

    def _use(self, source: Source) -> None:
        data = replace(self._session.design.data, source=source, spoiled="")  # chosen afresh, it is as it is
        if data == self._session.design.data:
            self._session.reread_data()
            return
        self._change(data, "Use other data")

    def _use_own(self, source: Source, setting: str) -> None:
        if not setting:
            self._use(source)
            return
        data = replace(self._session.design.data, source=source)
        self._change(data, f"Set {setting} of the data to {getattr(source, setting)}", ("data", setting))

    def _ask_for_file(self) -> None:
        source = ask_for_file(self, Path.home())
        if source is not None:
            self._use(source)

    def _ask_for_folder(self) -> None:
        source = ask_for_folder(self, Path.home())
        if source is not None:
            self._use(source)

    def _set_pattern(self, name: str, value: object) -> None:
        data = self._session.design.data
        changed = replace(data, source=replace(data.source, **{name: value}))
        self._change(changed, f"Set {name} of the data to {value_text(value)}", ("data", name))  # type: ignore[arg-type]

    def _reset_pattern(self, name: str) -> None:
        source = self._session.design.data.source
        self._set_pattern(name, getattr(Shapes() if isinstance(source, Shapes) else Generated(), name))

    def _set_split(self, name: str, value: object) -> None:
        changed = replace(self._session.design.data, **{name: value})
        if name == "split_by":
            facts = self._session.snapshot.data
            guessed = column_for(value, facts.columns if facts else ())  # type: ignore[arg-type]
            changed = replace(changed, split_column=guessed)
        label = f"Set {name.replace('_', ' ')} to {value_text(value)}"  # type: ignore[arg-type]
        self._change(changed, label, ("data", name))

    def _reset_split(self, name: str) -> None:
        self._set_split(name, getattr(DataSpec(), name))

    def _standardise(self, on: bool) -> None:
        design = self._session.design
        self._session.edit(standardise(design) if on else undo_standardise(design))

    def _change(self, data: DataSpec, label: str, merge: tuple[str, ...] | None = None) -> None:
        self._session.edit(set_data(data, label), merge)

    def _lay_out(self) -> None:
        form = QWidget()
        lines = column(margin=12, spacing=8, parent=form)
        sources = (self.picker, self.help, self.pattern, self.shapes, self.table, self.arrays, self.images, self.pairs)
        for widget in (*sources, heading("Split"), self.split, self.standard):
            lines.addWidget(widget)
        lines.addStretch(1)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(scrolled(form))
        both.addWidget(self.facts)
        both.setStretchFactor(1, 1)
        both.setSizes([300, 700])
        column(spacing=0, parent=self).addWidget(both)
