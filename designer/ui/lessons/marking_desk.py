"""The teacher's desk: a folder of what was handed in as a table, marked beside the window, with what went wrong most often."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from designer.atomic import write_atomically
from designer.errors import FileError
from designer.lessons.handin import SUFFIX
from designer.lessons.lesson import Say
from designer.lessons.lying import Lying
from designer.lessons.marking import Mark, common_mistakes
from designer.lessons.reports import csv_text, html_text
from designer.ui.language import tr
from designer.ui.lessons.marking import Marking
from designer.ui.lessons.own_lessons import OwnLessons
from designer.ui.parts import Sentence, column, heading
from designer.ui.plain import tip

COLUMNS = ("Learner", "Lesson", "Passed", "Checked", "Hints", "Minutes", "Unchanged", "Not yet")
MISTAKES = 5
"""So many of the commonest mistakes are told."""


class MarkingDesk(QDialog):
    """`lessons` are those whose work can be marked, beside those of the teacher's own (`OwnLessons`)."""

    def __init__(self, lessons: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Mark what was handed in"))
        self._lessons = lessons
        self._marking: Marking | None = None
        self._folder: Path | None = None
        self.own = OwnLessons(self)
        self.marks: list[Mark] = []
        self.choose_button = QPushButton(tr("Choose a folder…"))
        self.table_button, self.page_button = QPushButton(tr("Save as table…")), QPushButton(tr("Save as report…"))
        self.folder = Sentence(
            f"Choose the folder that your students' {SUFFIX} files are in. Lessons of your own that lie there are known too."
        )
        self.bar = QProgressBar()
        self.table = QTableWidget(0, len(COLUMNS))
        self.mistakes = Sentence()
        self._lay_out()
        self.choose_button.clicked.connect(self._choose)
        self.table_button.clicked.connect(self._save_table)
        self.page_button.clicked.connect(self._save_page)
        self.own.changed.connect(self._mark_again)
        self._refresh()

    def mark(self, folder: Path) -> None:
        """Begin to mark what is in a folder and those within it."""
        self._stop()
        self._folder = folder
        self.own.lie(Lying())
        self.marks = []
        self.table.setRowCount(0)
        self.mistakes.say("")
        self.folder.say(f"Looking into {folder}…")
        self._marking = Marking(self._lessons, self.own.added, folder)
        self._marking.lying.connect(self.own.lie)
        self._marking.found.connect(self._found)
        self._marking.marked.connect(self._add)
        self._marking.ended.connect(self._ended)
        self._marking.start()
        self._refresh()

    def done(self, result: int) -> None:
        self._stop()
        self.own.stop()
        super().done(result)

    # --- within ---

    def _lay_out(self) -> None:
        self.table.setHorizontalHeaderLabels([tr(column) for column in COLUMNS])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setAccessibleName(tr("Marks"))
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.bar.setAccessibleName(tr("How many are marked"))
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.folder, 1)
        top.addWidget(self.choose_button)
        top.addWidget(self.own.button)
        foot.addStretch(1)
        for button in (self.table_button, self.page_button):
            foot.addWidget(button)
        whole = column(margin=16, spacing=12, parent=self)
        whole.addLayout(top)
        whole.addWidget(self.own.told)
        whole.addWidget(self.bar)
        whole.addWidget(self.table, 1)
        self._heading = heading("What went wrong most often")
        whole.addWidget(self._heading)
        whole.addWidget(self.mistakes)
        whole.addLayout(foot)
        text = self.fontMetrics()
        self.resize(150 * text.averageCharWidth(), 30 * text.lineSpacing())

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("The folder with what was handed in"))
        if name:
            self.mark(Path(name))

    def _mark_again(self) -> None:
        """What was no lesson's work may be one's now."""
        if self._folder is not None:
            self.mark(self._folder)

    def _found(self, count: int) -> None:
        self.bar.setMaximum(max(count, 1))
        told = f"{count} files" if count else f"There is no {SUFFIX} file there. Students hand in by Lessons, Hand in."
        self.folder.say(told)

    def _add(self, mark: Mark) -> None:
        self.marks.append(mark)
        row = self.table.rowCount()
        self.table.insertRow(row)
        for at, cell in enumerate(_cells(mark)):
            item = QTableWidgetItem(cell)
            item.setToolTip(tip(cell))  # the last is often longer than its column
            self.table.setItem(row, at, item)
        self._refresh()

    def _ended(self, sentence: str) -> None:
        if sentence:
            self.folder.say(sentence)
        told = common_mistakes(self.marks, MISTAKES)
        self.mistakes.say("\n".join(f"{count} × {step}: {what}" for count, step, what in told))
        self._stop()
        self._refresh()

    def _refresh(self) -> None:
        going = self._marking is not None
        self.bar.setVisible(going)
        self.bar.setValue(len(self.marks))
        self._heading.setVisible(bool(self.mistakes.text()))
        for button in (self.table_button, self.page_button):
            button.setEnabled(bool(self.marks) and not going)

    def _save_table(self) -> None:
        self._save("Save as table", "CSV (*.csv)", ".csv", csv_text)

    def _save_page(self) -> None:
        self._save("Save as report", "Web page (*.html)", ".html", html_text)

    def _save(self, title: str, kinds: str, suffix: str, text: Callable[[Sequence[Mark], Say], str]) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr(title), f"marks{suffix}", tr(kinds))
        if not name:
            return
        path = Path(name) if Path(name).suffix else Path(name).with_suffix(suffix)
        try:
            write_atomically(path, text(self.marks, tr).encode())
        except FileError as error:
            self.folder.say(str(error))
        else:
            self.folder.say(f"Wrote {path.name}.")

    def _stop(self) -> None:
        marking, self._marking = self._marking, None
        if marking is not None:
            for told in (marking.lying, marking.found, marking.marked, marking.ended):
                told.disconnect()
            marking.stop()  # its thread holds it until that is over


def _cells(mark: Mark) -> tuple[str, ...]:
    sealed = tr("yes" if mark.sealed else "no")
    if mark.fault:
        return (
            mark.learner or mark.path.name,
            mark.lesson,
            "",
            "",
            "",
            "",
            "" if mark.sealed else sealed,
            tr(mark.fault),
        )
    open_ones = ", ".join(step.title for step in mark.steps if not step.passed)
    return (
        mark.learner,
        mark.lesson,
        tr(f"{mark.passed} of {len(mark.steps)}"),
        str(mark.checked),
        str(mark.hints),
        f"{mark.minutes:.0f}",
        sealed,
        open_ones,
    )
