"""The figures at a glance, and for classes a row for each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

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
        self._tiles.addStretch(1)
        self._shown: list[Tile] = []
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
        figures = list(_figures(found))
        while len(self._shown) < len(figures):
            tile = Tile()
            self._shown.append(tile)
            self._tiles.insertWidget(self._tiles.count() - 1, tile)
        for tile, shown in zip_longest(self._shown, figures):
            tile.setVisible(shown is not None)
            if shown is not None:
                tile.show_figure(*shown)
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
                self._write(at, place, text if at < classes else tr(text), mean=at >= classes)

    def _write(self, row: int, place: int, text: str, *, mean: bool) -> None:
        """Write into a cell, which for another moment of the same run is there already."""
        item = self.table.item(row, place)
        if item is None:
            item = QTableWidgetItem()
            if place:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, place, item)
        if item.text() != text:  # each change has the whole column measured
            item.setText(text)
        if item.font().italic() != mean:
            font = self.font()
            font.setItalic(mean)
            item.setFont(font)


class Tile(QWidget):
    """A figure in large type, over what it is."""

    def __init__(self) -> None:
        super().__init__()
        lines = column(spacing=0, parent=self)
        self._figure, self._words = plain_label(""), plain_label("")
        font = self._figure.font()
        font.setPointSizeF(1.5 * font.pointSizeF())
        self._figure.setFont(font)
        self._words.setProperty("quiet", True)
        lines.addWidget(self._figure)
        lines.addWidget(self._words)

    def show_figure(self, name: str, value: str, help: str) -> None:
        """Show this figure."""
        self._figure.setText(tr(value))
        self._words.setText(tr(name))
        self.setToolTip(tip(tr(help)))
        self.setAccessibleName(tr(f"{name}: {value}"))


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
