"""A session with a small network, its data read, and the window's theme in force."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from designer.catalogue import kind_named
from designer.data import describe
from designer.graph.design import Design, Wire
from designer.graph.edits import add_node, connect, new_node
from designer.ui.session import Session
from designer.ui.theme import themes

STARTER = (
    ("Input", {"shape": (2,)}),
    ("Dense", {"units": 4}),
    ("ReLU", {}),
    ("Dense", {"units": 1}),
)


def chain(*layers: tuple[str, dict[str, object]]) -> Design:
    """Layers wired in a row, with the ids n1, n2, …."""
    design, before = Design(), ""
    for at, (kind, settings) in enumerate(layers):
        declared = kind_named(kind)
        assert declared is not None
        node = new_node(design, kind, {**declared.started(), **settings})  # type: ignore[dict-item]
        design = add_node(node, (220.0 * at, 0.0))(design)
        design = connect(Wire(before, node.id))(design) if before else design
        before = node.id
    return design


@pytest.fixture(autouse=True)
def no_leftovers(qtbot: QtBot) -> Iterator[None]:
    """Delete what a test closed before the next one begins: a style sheet looks at every widget there is."""
    yield
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    themes().apply()
    session = Session(chain(*STARTER))
    session.show_data(describe(session.design.data))
    yield session
    themes().choose("system")


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Put a widget on the (offscreen) screen and give it the window's keyboard."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(900, 700)
        widget.show()
        widget.activateWindow()
        qtbot.waitExposed(widget)
        return widget

    return show
