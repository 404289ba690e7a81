"""The figures at a glance, and for classes a row for each."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from designer.judging.figures import ClassFigures, ClassRow, Judged, NumberFigures
from designer.ui.judging.contents import figure, number, share
from designer.ui.language import tr
from designer.ui.parts import Sentence, column
from designer.ui.plain import label as plain_label
from designer.ui.plain import tip

HEADERS = ("class", "precision", "recall", "F1", "rows", "area under ROC")
HELP = (
    "",
    "Of the rows taken for this class, the share that is of it",
    "Of the rows of this class, the share that was found",
    "The harmonic mean of precision and recall",
    "How many rows held back are of this class",
    "How often a row of this class scores higher than one that is not; 0.5 is guessing",
)


class OverviewPage(QWidget):
    """A line of figures, and a table of classes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = QHBoxLayout()
        self._tiles.setSpacing(28)
        self.notes = Sentence("", "quiet")
        self.table = QTableWidget(0, len(HEADERS))
        self.table.setAccessibleName(tr("Figures of each class"))
        self.table.setHorizontalHeaderLabels([tr(header) for header in HEADERS])
        for at, help in enumerate(HELP):
            self.table.horizontalHeaderItem(at).setToolTip(tr(help))
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.setMinimumHeight(4 * self.fontMetrics().height())
        layout = column(margin=10, spacing=8, parent=self)
        layout.addLayout(self._tiles)
        layout.addWidget(self.notes)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)

    def show_output(self, found: Judged, at: int) -> None:
        """Show the figures of one output."""
        while self._tiles.count():
            item = self._tiles.takeAt(0)
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for name, value, help in _figures(found):
            self._tiles.addWidget(_tile(name, value, help))
        self._tiles.addStretch(1)
        self.notes.say(found.fault or (" ".join(found.classes.notes) if found.classes else _about(found.numbers)))
        self.table.setVisible(found.classes is not None)
        if found.classes is not None:
            self._fill((*found.classes.table, *found.classes.averages), len(found.classes.table))

    def _fill(self, rows: tuple[ClassRow, ...], classes: int) -> None:
        self.table.setRowCount(len(rows))
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        for at, row in enumerate(rows):
            figures = (figure(row.precision), figure(row.recall), figure(row.f1), f"{row.support:,}", figure(row.area))
            for place, text in enumerate((row.name, *figures)):
                item = QTableWidgetItem(text if at < classes else tr(text))
                if place:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if at >= classes:
                    font = self.font()
                    font.setItalic(True)
                    item.setFont(font)
                self.table.setItem(at, place, item)


def _figures(found: Judged) -> Iterator[tuple[str, str, str]]:
    yield "rows", f"{found.rows:,}", "How many rows held back the figures are of"
    if found.classes is not None:
        yield from _of_classes(found.classes)
    elif found.numbers is not None:
        yield (
            "R²",
            number(found.numbers.r2),
            "The share of what varies that is explained; 1 is all, 0 is no better than the mean",
        )
        yield "mean error", number(found.numbers.mae), "MAE: the mean size of the residuals"
        yield (
            "root of mean square",
            number(found.numbers.rmse),
            "RMSE: as the mean error, but large residuals count more",
        )
        yield "mean residual", number(found.numbers.bias), "What it is less what the network says, on average: away from 0 it is always too low or too high"  # fmt: skip


def _of_classes(found: ClassFigures) -> Iterator[tuple[str, str, str]]:
    yield "accuracy", share(found.accuracy), "The share of rows taken for the right class"
    counts = [row.support for row in found.table]
    most = max(counts) / max(1, sum(counts))
    yield (
        "always the same",
        share(most),
        "What is right who always says the most frequent class: accuracy has to beat it",
    )
    yield "F1, mean", figure(found.averages[0].f1), "The mean of all classes' F1, each counting the same"
    area = found.averages[0].area
    yield "area under ROC", figure(area), "The mean of all classes'"
    if found.calibration is not None:
        yield "calibration error", figure(found.calibration.error), "How far scores are from how often they come true, on average"  # fmt: skip


def _about(found: NumberFigures | None) -> str:
    if found is None or found.numbers == 1:
        return "A residual is what it is, less what the network says."
    return f"Each row has {found.numbers:,} numbers. The figures are over all of them; R² is the mean of each one's."


def _tile(name: str, value: str, help: str) -> QWidget:
    tile = QWidget()
    tile.setToolTip(tip(tr(help)))
    tile.setAccessibleName(tr(f"{name}: {value}"))
    lines = column(spacing=0, parent=tile)
    figure, words = plain_label(value), plain_label(name)
    font = figure.font()
    font.setPointSizeF(1.5 * font.pointSizeF())
    figure.setFont(font)
    words.setProperty("quiet", True)
    lines.addWidget(figure)
    lines.addWidget(words)
    return tile
