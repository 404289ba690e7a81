"""Tab opens the search for whoever works on the canvas, and leads on for whoever passes through."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from designer.graph import layout_edits
from designer.graph.design import Block
from designer.ui.canvas import CanvasView
from designer.ui.session import Session
from tests.ui.canvas.conftest import Hand, small_design

TAB, BACKTAB = Qt.Key.Key_Tab, Qt.Key.Key_Backtab


class Window(QWidget):
    """A canvas between two fields, with the window's own Tab shortcut on it."""

    def __init__(self):
        super().__init__()
        self.before = QLineEdit(self)
        self.canvas = CanvasView(Session(small_design()), self)
        self.after = QLineEdit(self)
        column = QVBoxLayout(self)
        for widget in (self.before, self.canvas, self.after):
            column.addWidget(widget)
        self.action = QAction("Add", self.canvas)
        self.action.setShortcut("Tab")
        self.action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.action.triggered.connect(self.canvas.open_search)
        self.canvas.addAction(self.action)
        self.resize(900, 700)


@pytest.fixture
def window(qtbot):
    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


@pytest.mark.parametrize(("start", "key", "end"), [("before", TAB, "after"), ("after", BACKTAB, "before")])
def test_tabbing_passes_through_the_canvas_and_adds_nothing(window, start, key, end):
    design = window.canvas.session.design
    getattr(window, start).setFocus()
    press(key)
    assert QApplication.focusWidget() is window.canvas
    press(key)
    assert QApplication.focusWidget() is getattr(window, end)
    assert window.canvas.search is None and window.canvas.session.design is design


@pytest.mark.parametrize("how", ["mouse", "key after tab"])
def test_tab_opens_the_search_for_whoever_works_on_the_canvas(window, how):
    window.before.setFocus()
    if how == "mouse":
        hand = Hand(window.canvas)
        window.canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        hand.click(hand.middle("n2"))
    else:
        press(TAB)
        press(Qt.Key.Key_Right)
    press(TAB)
    assert window.canvas.search.isVisible()


def test_tab_in_the_search_walks_and_never_adds(window):
    canvas = window.canvas
    design = canvas.session.design
    canvas.setFocus(Qt.FocusReason.MouseFocusReason)
    press(TAB)
    for key, row in ((TAB, 1), (TAB, 2), (BACKTAB, 1)):
        press(key)
        assert canvas.search.isVisible() and canvas.search.list.currentRow() == row
    press(Qt.Key.Key_Escape)
    assert canvas.session.design is design


def test_tab_walks_the_ports_while_connecting(window):
    canvas = window.canvas
    hand = Hand(canvas)
    hand.click(hand.middle("n1"))
    canvas.setFocus(Qt.FocusReason.MouseFocusReason)
    press(Qt.Key.Key_C)
    first = canvas.gesture.target
    press(TAB)
    assert canvas.hasFocus() and canvas.gesture.target != first


def test_tab_on_the_way_out_of_a_block_leads_on_and_adds_nothing(window):
    canvas = window.canvas
    canvas.session.edit(layout_edits.collapse(Block("b1", "inner"), ("n2", "n3"), (200.0, 0.0)))
    canvas.folding.enter("b1")
    step = canvas.breadcrumb.steps[0]
    step.setFocus(Qt.FocusReason.TabFocusReason)
    press(TAB)
    assert canvas.search is None and not step.hasFocus()
