"""The dialog that shows what one can start from: a list, and beside it each network's picture and what it teaches."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from designer.analysis import Analysis
from designer.errors import FileError
from designer.graph import edits
from designer.graph.design import Design
from designer.graph.files import load
from designer.graph.specs import Bundled, Generated, Table
from designer.picturing import Choice
from designer.templates import Template, templates
from designer.ui.language import tr
from designer.ui.parts import Sentence, heading
from designer.ui.pictures.rendering import preview
from designer.ui.pictures.subjects import drawing_of
from designer.ui.pictures.working import Work
from designer.ui.session import Session
from designer.ui.theme import DARK, themes

ROOM = QSize(680, 240)
"""How large the picture is at most."""
LINES = 16
"""How many lines of text there is room for beside the picture and the buttons."""
ACROSS = 7
"""More columns than this are broken into lines."""
LINE = 170.0
"""From one line to the next, beyond the height of what is in it."""
TEMPLATE = Qt.ItemDataRole.UserRole


class Gallery(QDialog):
    """`chosen` is the design that is marked now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Start from an example"))
        self._work: Work | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Examples"))
        self.list.setStyleSheet("QListWidget { outline: 0; } QListWidget::item { padding: 5px 8px; }")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setProperty("card", True)
        self.picture.setMinimumSize(ROOM + QSize(2, 2))
        self.title, self.words = heading(""), Sentence()
        self.layers, self.facts = Sentence(flag="quiet"), Sentence(flag="quiet")
        self._lay_out()
        self._fill()
        self.list.currentItemChanged.connect(self._look)
        self.list.itemActivated.connect(self._activated)
        self._look(self.list.currentItem())

    @property
    def chosen(self) -> Path | None:
        item = self.list.currentItem()
        return None if item is None else item.data(TEMPLATE).path

    def done(self, result: int) -> None:
        self._stop()
        super().done(result)

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.open = buttons.addButton(tr("Open it"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.open.setProperty("primary", True)
        self.open.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.picture, 1)
        for part in (self.title, self.words, self.layers, self.facts):
            right.addWidget(part)
        both = QHBoxLayout()
        both.setSpacing(18)
        both.addWidget(self.list)
        both.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(14)
        whole.addLayout(both, 1)
        whole.addWidget(buttons)
        self.resize(0, ROOM.height() + LINES * self.fontMetrics().lineSpacing())

    def _fill(self) -> None:
        """One shelf after the other; a shelf's name cannot be chosen."""
        for group, some in groupby(templates(), _group):
            shelf = QListWidgetItem(tr(group))
            shelf.setFlags(Qt.ItemFlag.NoItemFlags)
            font = shelf.font()
            font.setBold(True)
            shelf.setFont(font)
            self.list.addItem(shelf)
            for template in some:
                item = QListWidgetItem(tr(f"   {template.title}"))
                item.setData(TEMPLATE, template)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, tr(template.title))
                item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, tr(template.words))
                self.list.addItem(item)
        self.list.setFixedWidth(self.list.sizeHintForColumn(0) + 2 * self.list.frameWidth() + 16)
        self.list.setCurrentRow(1 if self.list.count() > 1 else -1)

    def _look(self, item: QListWidgetItem | None, before: QListWidgetItem | None = None) -> None:
        self._stop()
        self.open.setEnabled(item is not None)
        if item is None:
            self.words.say("No examples are installed.")
            return
        template: Template = item.data(TEMPLATE)
        self.title.setText(tr(template.title))
        self.words.say(template.words)
        self.picture.setAccessibleName(tr(f"The network: {template.title}"))
        try:
            session = Session(in_lines(load(template.path)))
        except FileError as error:
            self._refused(str(error))
            return
        self.layers.say(_layers(session.snapshot.analysis))
        self.facts.say(_facts(session.snapshot.analysis))
        choice = Choice(transparent=True, theme="dark" if themes().current is DARK else "light")
        room = (ROOM.toSizeF() * self.devicePixelRatioF()).toSize()
        self._work = Work(preview(drawing_of(session, choice), choice, room), self)
        session.setParent(self._work)
        self._work.done.connect(self._seen)
        self._work.failed.connect(self._refused)
        self._work.start()

    def _seen(self, found: tuple[QImage, QSize]) -> None:
        picture = QPixmap.fromImage(found[0])
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(picture)

    def _refused(self, sentence: str) -> None:
        self.picture.setPixmap(QPixmap())
        self.layers.say("")
        self.facts.say(sentence)
        self.open.setEnabled(False)

    def _activated(self, item: QListWidgetItem) -> None:
        if item.data(TEMPLATE) is not None and self.open.isEnabled():
            self.accept()

    def _stop(self) -> None:
        if self._work is not None:
            self._work.stop()
            self._work.deleteLater()
            self._work = None


def in_lines(design: Design) -> Design:
    """A long network broken into lines, as words are, so that its cards can be read in a picture."""
    places = design.layout.positions
    columns = sorted({x for x, _ in places.values()})
    if len(columns) <= ACROSS:
        return design
    count = -(-len(columns) // ACROSS)
    each = -(-len(columns) // count)
    high = max(y for _, y in places.values()) - min(y for _, y in places.values()) + LINE
    moved = {}
    for id, (x, y) in places.items():
        line, at = divmod(columns.index(x), each)
        moved[id] = (columns[line * each + at] - columns[line * each], y + line * high)
    return edits.move(moved)(design)


def _group(template: Template) -> str:
    return template.group


def _layers(analysis: Analysis) -> str:
    """The kinds in the order data flows: what a picture of a long network is too small to say."""
    nodes = analysis.graph.nodes
    return " → ".join(nodes[id].kind for id in analysis.order)


def _facts(analysis: Analysis) -> str:
    """How large the network is, and what it learns from."""
    source = analysis.design.data.source
    layers, weights = len(analysis.graph.nodes), analysis.parameters
    data = {
        Generated: "points made by a formula",
        Bundled: "data that comes along",
        Table: "a file that comes along",
    }
    return f"{layers} layers, {weights:,} weights; learns from {data.get(type(source), 'data that comes along')}."
