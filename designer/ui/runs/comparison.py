"""What stands beside the table: the curves of the selected runs laid over each other, and what there is to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSplitter, QStackedWidget, QWidget

from designer.runs.record import RunRow
from designer.ui.elided import Elided
from designer.ui.language import tr
from designer.ui.parts import column, scrolled
from designer.ui.runs.columns import log_words
from designer.ui.runs.entries import MOST, Curves, Entry, Live, common_logs, entries_of, read_curves
from designer.ui.runs.kept_runs import KeptRuns
from designer.ui.runs.legend import RunLegend
from designer.ui.runs.sections import Told
from designer.ui.runs.told import Section, explained
from designer.ui.training.controller import RunController

if TYPE_CHECKING:
    from designer.ui.runs.keeper import RunKeeper
    from designer.ui.runs.overlay import Overlay

LIVE_MS = 250
"""So often the curve of a run that goes on is drawn here."""
PICK = "Select runs to lay their curves over each other."


class Comparison(QSplitter):
    """Shows whatever runs it is given. Histories are read in another thread; late answers are dropped."""

    said = Signal(str)
    """A sentence for the status line."""

    def __init__(self, kept: KeptRuns, run: RunController, keeper: RunKeeper) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._kept, self._run, self._keeper = kept, run, keeper
        self.entries: list[Entry] = []
        self._curves: dict[str, Curves] = {}
        self._live = Live()
        self.overlay: Overlay | None = None
        self.picker = QComboBox()
        self.picker.setAccessibleName(tr("What the curves show"))
        self.picker.activated.connect(self._picked)
        self.log_scale = QCheckBox(tr("Log scale"))
        self.log_scale.setToolTip(tr("Draw over a logarithmic scale, to see what is small"))
        self.log_scale.toggled.connect(self._set_log_scale)
        self.values = Elided()
        self.values.setProperty("quiet", True)
        self.legend = RunLegend()
        self.told = Told()
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LIVE_MS)
        self._soon.timeout.connect(self._draw_live)
        run.advanced.connect(self._advanced)

    def load_overlay(self) -> Iterator[None]:
        """Bring the chart, which is heavy to make: in steps, so that whoever calls can do other things between."""
        from designer.ui.runs.overlay import Overlay

        yield
        self.overlay = Overlay()
        self.overlay.hovered.connect(self._tell)
        self.overlay.taking.said.connect(self.said)
        self.overlay.set_log_scale(self.log_scale.isChecked())
        yield
        self._stack.addWidget(self.overlay)
        self._show_curves()

    def show_rows(self, rows: Iterable[RunRow]) -> None:
        """Compare these runs."""
        entries = entries_of(rows)
        self._cut = len(entries) - MOST
        self.entries = entries[:MOST]
        self._live = Live()
        self.legend.show_entries(self.entries)
        self.read()

    def read(self) -> None:
        """Ask for the histories and for what there is to say."""
        if not self.entries:
            self._curves = {}
            self.told.show_sections(())
            self._show_curves()
            return
        asked = tuple(self.entries)
        self._kept.ask(partial(read_curves, asked), self._take_curves)
        self._kept.ask(partial(explained, asked), self._take_sections)

    def rows_changed(self, rows: Iterable[RunRow]) -> None:
        """Runs are not as they were: those that are compared are read again."""
        new = {row.id: row for row in rows}
        shown = {row.id for entry in self.entries for row in entry.rows}
        if shown.isdisjoint(new):
            return
        self.entries = [Entry(tuple(new.get(row.id, row) for row in e.rows), e.letter) for e in self.entries]
        self.legend.show_entries(self.entries)
        self.read()

    # --- within ---

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._empty = QLabel(tr(PICK))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("quiet", True)
        self._empty.setWordWrap(True)
        self._stack.addWidget(self._empty)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 0)
        bar.addWidget(self.picker)
        bar.addWidget(self.values, 1)
        bar.addWidget(self.log_scale)
        self._chart_side = QWidget()
        self._chart_side.setProperty("panel", True)
        rows = column(spacing=0, parent=self._chart_side)
        rows.addLayout(bar)
        rows.addWidget(self._stack, 1)
        words = QWidget()
        lines = column(spacing=0, parent=words)
        lines.addWidget(self.legend)
        lines.addWidget(self.told)
        lines.addStretch(1)
        self._words = scrolled(words)
        self.setChildrenCollapsible(False)
        self.addWidget(self._chart_side)
        self.addWidget(self._words)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.setSizes([420, 280])
        self.picker.hide()
        self.log_scale.hide()
        self._cut = 0

    def _take_curves(self, found: dict[str, Curves]) -> None:
        if found.keys() == {entry.key for entry in self.entries}:
            self._curves = found
            self._draw_live()
            self._fill_picker()
            self._show_curves()

    def _take_sections(self, sections: Sequence[Section]) -> None:
        more = f"The first {MOST} curves are shown; {self._cut} more are selected." if self._cut > 0 else ""
        self.told.show_sections([*sections, *([Section("", (more,))] if more else [])])

    def _fill_picker(self) -> None:
        logs, before = common_logs(self._curves), self.picker.currentData()
        if logs != [self.picker.itemData(at) for at in range(self.picker.count())]:
            self.picker.clear()
            for log in logs:
                self.picker.addItem(tr(log_words(log).capitalize()), log)
            self.picker.setCurrentIndex(max(0, self.picker.findData(before)))

    def _picked(self, at: int) -> None:
        self._show_curves()

    def _show_curves(self) -> None:
        log = self.picker.currentData() or ""
        drawn = self.overlay is not None and bool(self._curves) and bool(log)
        for widget in (self.picker, self.log_scale):
            widget.setVisible(bool(self._curves) and bool(log))
        self._empty.setText(tr(PICK if not self.entries else "No epoch was kept yet." if self._curves else ""))
        self.values.setText("")
        if self.overlay is not None and drawn:
            self.overlay.show_curves(self.entries, self._curves, log)
            self._stack.setCurrentWidget(self.overlay)
        else:
            self._stack.setCurrentWidget(self._empty)

    def _set_log_scale(self, on: bool) -> None:
        if self.overlay is not None:
            self.overlay.set_log_scale(on)

    def _tell(self, text: str) -> None:
        self.values.setText(text)

    def _advanced(self) -> None:
        if self.isVisible() and not self._soon.isActive() and any(e.key == self._keeper.going for e in self.entries):
            self._soon.start()

    def _draw_live(self) -> None:
        """Draw what a run that goes on has learned since it was written."""
        key, run = self._keeper.going, self._run.run
        if run is None or not key or not any(entry.key == key for entry in self.entries):
            return
        fresh = self._live.points(run.logs)
        new = not self._curves.get(key) and bool(fresh)
        self._curves = {**self._curves, key: fresh}
        if new:
            self._fill_picker()
            self._show_curves()
        elif self.overlay is not None:
            self.overlay.update_curve(key, fresh)
