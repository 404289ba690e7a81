"""The sub-views that are charts and no more: curves, calibration, residuals. Importing this module loads pyqtgraph."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from designer.judging.figures import Judged
from designer.ui.charts.content import Content
from designer.ui.charts.legend import Legend
from designer.ui.charts.plot import Plot
from designer.ui.judging import contents
from designer.ui.judging.judging import Judging
from designer.ui.judging.rows_view import RowsView, Wanted
from designer.ui.parts import Sentence, column
from designer.ui.warming import Steps


class ChartsPage(QWidget):
    """Plots side by side, with a sentence above. A plot takes some time to make, so each comes in a turn of its own."""

    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Sentence("", "quiet")
        self.plots: list[Plot] = []
        self._charts: tuple[Content, ...] = ()
        self._drawing = Steps(self)
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.lines = column(margin=8, spacing=4, parent=self)
        self.lines.addWidget(self.words)
        self.lines.addLayout(self.row, 1)

    @property
    def drawn(self) -> bool:
        """Whether every chart is there."""
        return tuple(plot.content for plot in self.plots[: len(self._charts)]) == self._charts

    def show_charts(self, words: str, *charts: Content) -> None:
        """Show one chart in each plot, and no plot without one."""
        self.words.say(words)
        self._charts = charts
        for at, plot in enumerate(self.plots):
            plot.setVisible(at < len(charts))
        self._drawing.begin(self._draw(charts))

    def made(self, at: int, plot: Plot) -> None:
        """A plot was made."""

    def _draw(self, charts: tuple[Content, ...]) -> Iterator[None]:
        for at, chart in enumerate(charts):
            if at == len(self.plots):
                plot = Plot()
                plot.taking.said.connect(self.said)
                self.plots.append(plot)
                self.row.insertWidget(at, plot, 1)
                self.made(at, plot)
                yield
            self.plots[at].show_content(chart)
            yield


class CurvesPage(ChartsPage):
    """ROC, precision and recall, and what the lines are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.legend = Legend()
        self.row.addWidget(self.legend, 0, Qt.AlignmentFlag.AlignTop)

    def show_output(self, found: Judged, at: int) -> None:
        """Show the curves of one output."""
        if found.classes is None:
            return
        roc, recalls = found.classes.roc, found.classes.recalls
        rest = "" if len(found.classes.names) == 2 else " Each class against the rest."
        words = f"{found.rows:,} rows.{rest} {' '.join(found.classes.notes)}".strip()
        self.show_charts(words, contents.roc_content(roc), contents.recall_content(recalls))
        self.legend.show_entries(contents.legend_of(roc, recalls))


class CalibrationPage(ChartsPage):
    """How often scores come true, and how many rows have such a score."""

    def show_output(self, found: Judged, at: int) -> None:
        """Show the calibration of one output."""
        calibration = found.classes.calibration if found.classes is not None else None
        if calibration is not None:
            words = (
                f"{found.rows:,} rows. On the dashed line, scores come true as often as they say. Expected calibration "
                f"error {contents.figure(calibration.error)}."
            )
            self.show_charts(words, contents.calibration_content(calibration), contents.counts_content(calibration))


class ResidualsPage(ChartsPage):
    """What is said against what it is, residuals, and how large they are; a click on a point shows its row."""

    def __init__(self, judging: Judging, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Judged | None = None
        self._at = 0
        self.rows = RowsView(judging)
        self.rows.setMaximumHeight(7 * self.fontMetrics().height())
        self.rows.hide()
        self.lines.addWidget(self.rows)

    def made(self, at: int, plot: Plot) -> None:
        """Points of the first two are rows."""
        plot.chosen.connect(self._chosen)

    def show_output(self, found: Judged, at: int) -> None:
        """Show the residuals of one output."""
        if found.numbers is None:
            return
        self._found, self._at = found, at
        self.rows.hide()
        words = f"{found.rows:,} rows. A residual is what it is, less what the network says. Click a point for its row."
        truth, residuals = contents.truth_content(found), contents.residual_content(found)
        self.show_charts(words, truth, residuals, contents.histogram_content(found.numbers))

    def _chosen(self, place: int) -> None:
        if self._found is not None:
            self.rows.show()
            self.rows.ask(Wanted((place,), self._at, self._found.target, "The row of this point."))
