"""The data tab: where examples come from, how they are split, and what they look like."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QSplitter, QWidget

from designer.data.sniff import sniff_table
from designer.graph.edits import set_data
from designer.graph.specs import DataSpec, Generated, Shapes, Source, Table
from designer.ui.data.facts_side import FactsSide
from designer.ui.data.file_watch import FileWatch
from designer.ui.data.pairs_form import PairsForm
from designer.ui.data.picker import SourcePicker, help_of
from designer.ui.data.source_form import PatternForm, SplitForm, TableForm, ask_for_table
from designer.ui.data.standardise import inputs, normalizations, standardise, undo_standardise
from designer.ui.parts import Sentence, column, heading, scrolled
from designer.ui.session import Session, Snapshot
from designer.values import value_text

FILES = (".csv", ".tsv", ".txt")


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
        self.split = SplitForm(data)
        self.standard = QCheckBox("Standardise the inputs")
        self.standard.setToolTip(
            "Put a Normalization layer behind the Input: it learns each column's mean and spread from the training "
            "rows, so that all columns count alike. It is saved with the network."
        )
        self.facts = FactsSide()
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
        self.pairs.show_snapshot(snapshot)
        if isinstance(data.source, Generated):
            self.pattern.show_source(data.source)
        elif isinstance(data.source, Shapes):
            self.shapes.show_source(data.source)
        elif isinstance(data.source, Table):
            self.table.show_source(data.source, snapshot.data)
        self.split.show_data(data)
        self.standard.setChecked(bool(normalizations(design)))
        self.standard.setEnabled(bool(inputs(design)))
        self.facts.show_snapshot(snapshot)

    def use_file(self, path: Path) -> None:
        """Take a table of the user's own; how it is read is guessed and can be corrected."""
        self._use(sniff_table(path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = self._dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.use_file(path)

    def _dropped(self, event: QDropEvent) -> Path | None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return next((path for path in paths if path.suffix.lower() in FILES), None)

    def _connect(self) -> None:
        self.picker.source_chosen.connect(self._use)
        self.picker.file_wanted.connect(self._ask_for_file)
        for made in (self.pattern, self.shapes):
            made.edited.connect(self._set_pattern)
            made.reset.connect(self._reset_pattern)
        self.table.edited.connect(self._use)
        self.table.again.clicked.connect(self._session.reread_data)
        self.split.edited.connect(self._set_split)
        self.split.reset.connect(self._reset_split)
        for form in (self.pattern, self.shapes, self.split):
            form.finished.connect(self._session.end_gesture)
        self.standard.clicked.connect(self._standardise)

    def _use(self, source: Source) -> None:
        if source == self._session.design.data.source:
            self._session.reread_data()
            return
        self._change(replace(self._session.design.data, source=source), "Use other data")

    def _ask_for_file(self) -> None:
        source = ask_for_table(self, Path.home())
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
        sources = (self.picker, self.help, self.pattern, self.shapes, self.table, self.pairs)
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
