"""Which columns the network goes by. Importing this module loads pyqtgraph."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from designer.judging.figures import Judged
from designer.ui.charts.plot import Plot
from designer.ui.judging.contents import MOST_COLUMNS, ranking_content
from designer.ui.judging.judging import Judging
from designer.ui.language import tr
from designer.ui.parts import Sentence, column, scrolled

ABOUT = (
    "Each column is mixed up among the rows held back, several times, and the network is asked anew: the more it "
    "suffers, the more it goes by that column. Columns that tell much the same cover for each other."
)
FOUND = "On {rows:,} rows held back, {repeats} times each; the thin lines are the spread. {base}{more}"


class ImportancePage(QWidget):
    """A button, and bars when the work is done."""

    said = Signal(str)

    def __init__(self, judging: Judging, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judging = judging
        self._at = 0
        self.words = Sentence(ABOUT, "quiet")
        self.begin = QPushButton(tr("Find out"))
        self.cancel = QPushButton(tr("Cancel"))
        self.busy = QProgressBar(maximum=0, textVisible=False)
        self.busy.setAccessibleName(tr("Columns are being mixed up"))
        self.plot = Plot()
        self.plot.taking.said.connect(self.said)
        self.begin.clicked.connect(judging.rank)
        self.cancel.clicked.connect(judging.give_up_ranking)
        buttons = QHBoxLayout()
        for widget in (self.begin, self.cancel, self.busy):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        layout = column(margin=10, spacing=6, parent=self)
        layout.addWidget(self.words)
        layout.addLayout(buttons)
        layout.addWidget(scrolled(self.plot), 1)
        layout.addStretch(0)
        judging.changed.connect(self._refresh)

    def show_output(self, found: Judged, at: int) -> None:
        """Show the columns of one output."""
        self._at = at
        self._refresh()

    def _refresh(self) -> None:
        judging = self._judging
        found, refusal = judging.ranked, judging.judgement.ranks if judging.judgement else ""
        self.begin.setVisible(not refusal and found is None and not judging.ranking)
        for widget in (self.cancel, self.busy):
            widget.setVisible(judging.ranking)
        shown = found is not None and self._at < len(found.rankings)
        self.plot.parentWidget().parentWidget().setVisible(shown)
        if found is None or not shown:
            self.words.say(refusal or ABOUT)
            return
        ranking = found.rankings[self._at]
        content = ranking_content(ranking, found.repeats)
        base = f"The {ranking.measure} with all columns as they are is {ranking.base:.3g}."
        more = f" The first {MOST_COLUMNS} columns are shown." if len(ranking.columns) > MOST_COLUMNS else ""
        self.words.say(FOUND.format(rows=found.rows, repeats=found.repeats, base=base, more=more))
        if content != self.plot.content:
            line = self.fontMetrics().height()
            self.plot.setMinimumHeight(5 * line + len(content.names) * (line + 6))
            self.plot.show_content(content)
