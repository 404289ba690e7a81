"""Whatever things are called, the window shows it as text: no label, tooltip or drawing takes it for markup."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as Tree
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGraphicsTextItem,
    QGraphicsView,
    QLabel,
    QMenu,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from designer.data import describe, source_code
from designer.graph import edits
from designer.graph.design import Block, Bookmark, Comment, Design, Frame
from designer.graph.files import save
from designer.graph.specs import Table
from designer.runs.leaving.sheets import table
from designer.runs.record import RunRow
from designer.ui.charts.content import Content
from designer.ui.charts.plot import Plot
from designer.ui.window import Window
from tests.hostile_texts import HOSTILE
from tests.ui.pictures.test_pictures import drawn

MARKUP = "<b>bold</b><img src='file:///etc/passwd'>"
MARK = "bold"
ROLES = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.WhatsThisRole)


def named(design: Design, text: str) -> Design:
    """The design with this text wherever there can be one."""
    for node in list(design.graph.nodes.values()):
        design = edits.rename(node, f"{text} {node.id}")(design)
    first, *_, last = design.graph.nodes
    layout = replace(
        design.layout,
        positions={**design.layout.positions, "f": (-20, -200), "c": (300, -200), "b": (0, 300)},
        frames={"f": Frame("f", text, 200, 100)}, comments={"c": Comment("c", text, 200, 100)},
        blocks={"b": Block("b", text)}, inside={last: "b"}, bookmarks=(Bookmark(text, 0, 0, 1),),
    )  # fmt: skip
    wrong = replace(design.graph.nodes[first], settings={"shape": (2,), text: text})
    return replace(design, layout=layout, graph=replace(design.graph, nodes={**design.graph.nodes, first: wrong}))


def rows_called(text: str, folder: Path) -> Table:
    path = folder / f"{text.replace('/', '-')}.csv"
    columns = {f"{text} 1": range(20), f"{text} 2": [text, "b"] * 10, f"{text} 3": [text, "c"] * 10}
    pd.DataFrame(columns).to_csv(path, index=False)
    return Table(str(path), target=f"{text} 3")


def taken_for_markup(text: str) -> bool:
    """Whether Qt would show it otherwise than it stands there."""
    if MARK not in text or not Qt_might_be_rich(text):
        return False
    document = QTextDocument()
    document.setHtml(text)
    return "<b>" not in document.toPlainText()


def Qt_might_be_rich(text: str) -> bool:
    return text.lstrip().startswith("<") or bool(re.search(r"<\w[^>]*>", text.partition("\n")[0]))


def markup_in(root: QWidget) -> Iterator[str]:
    """Each place that would take a text for markup."""
    for widget in (root, *root.findChildren(QWidget)):
        where = f"{type(widget).__name__} {widget.objectName() or widget.accessibleName()[:30]!r}"
        if taken_for_markup(widget.toolTip()):
            yield f"the tooltip of {where}"
        if isinstance(widget, QLabel) and MARK in widget.text() and widget.textFormat() != Qt.TextFormat.PlainText:
            yield f"the label {where}"
        if isinstance(widget, QAbstractItemView | QComboBox) and widget.model() is not None:
            yield from (f"{what} of {where}" for what in markup_of(widget.model()))
        if isinstance(widget, QGraphicsView) and widget.scene() is not None:
            for item in widget.scene().items():
                if taken_for_markup(item.toolTip()):
                    yield f"the tooltip of an item of {where}"
                if (
                    isinstance(item, QGraphicsTextItem)
                    and MARK in item.toPlainText()
                    and "<b>" not in item.toPlainText()
                ):
                    yield f"a text of {where}"
        if isinstance(widget, QMenu):
            yield from (f"the action {one.text()}" for one in widget.actions() if taken_for_markup(one.toolTip()))


def markup_of(model: QAbstractItemModel, parent: QModelIndex = QModelIndex()) -> Iterator[str]:  # noqa: B008
    across = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for row in range(min(model.rowCount(parent), 30)):
        for column in range(min(across, 30)):
            index = model.index(row, column, parent)
            yield from (f"{role.name}" for role in ROLES if taken_for_markup(str(index.data(role) or "")))
            if column == 0:
                yield from markup_of(model, index)
    for way, count in ((Qt.Orientation.Horizontal, across), (Qt.Orientation.Vertical, model.rowCount())):
        for section in range(min(count, 30)):
            yield from (f"{role.name} of a header" for role in ROLES if taken_for_markup(str(model.headerData(section, way, role) or "")))  # fmt: skip


@pytest.fixture
def hostile(open_window: Callable[..., Window], starter: Design, tmp_path: Path, qtbot: QtBot) -> Window:
    """A window on a file with markup in every name, all of its panels looked at."""
    path = tmp_path / f"{MARKUP.replace('/', '-')}.loom"
    source = rows_called(MARKUP, tmp_path)
    design = edits.set_training("", start=str(path.with_suffix(".keras")))(named(starter, MARKUP))
    save(path, design)
    window = open_window(path)
    spec = replace(design.data, source=source)
    window.session.edit(edits.set_data(spec))
    window.session.show_data(describe(spec), source_code(spec))
    for name in window.docks.docks:
        window.docks.bring_up(name)
        QApplication.processEvents()
    return window


def test_no_label_and_no_tooltip_takes_a_name_for_markup(hostile: Window, qtbot: QtBot) -> None:
    session = hostile.session
    found = dict.fromkeys(markup_in(hostile))
    for id in (*session.design.graph.nodes, *session.design.layout.blocks, *session.design.layout.frames):
        session.select({id})
        QApplication.processEvents()
        found |= dict.fromkeys(markup_in(hostile))
    session.select(set(session.design.graph.nodes))
    hostile.canvas.folding.enter("b")
    hostile.status.say(f"Opened {MARKUP}.")
    QApplication.processEvents()
    found |= dict.fromkeys(markup_in(hostile))
    assert list(found) == []


def test_no_message_takes_a_name_for_markup(hostile: Window) -> None:
    box = hostile._tell(f"Cannot read {MARKUP}.")
    assert list(markup_in(box)) == []
    box.close()
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()]


def test_charts_draw_names_as_they_are(qtbot: QtBot) -> None:
    plot = Plot()
    qtbot.addWidget(plot)
    plot.show_content(Content(MARKUP, MARKUP, MARKUP, summary=MARKUP))
    assert list(markup_in(plot)) == []


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("subject", ["canvas", "neurons"])
def test_a_picture_holds_texts_and_nothing_that_runs(name: str, subject: str, starter: Design) -> None:
    content = drawn(named(starter, HOSTILE[name]), format="svg", subject=subject, title=HOSTILE[name])
    root = Tree.fromstring(content)
    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert kinds <= {"svg", "g", "path", "text", "rect", "title", "desc", "defs", "polyline", "polygon", "circle", "ellipse", "line",
                     "linearGradient", "radialGradient", "stop", "clipPath", "image", "use", "mask"}  # fmt: skip
    assert not [name for element in root.iter() for name in element.attrib if name.lower().startswith("on")]
    links = [value for element in root.iter() for key, value in element.attrib.items() if key.endswith("href")]
    assert all(link.startswith(("#", "data:image/")) for link in links)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_cell_of_a_table_of_runs_is_a_formula(name: str) -> None:
    text = HOSTILE[name]
    row = RunRow(text, 0, 0, text, text, text, text, 1, 1, 1, 1.0, 1, text, text, "done", text, {text: (1.0, 0.5)}, (text,), text,
                 False, text, 0, text, 0, 1)  # fmt: skip
    cells = [cell for line in csv.reader(io.StringIO(table([row]))) for cell in line]
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell]
