"""Folding what repeats, and the offer to: by keys, as one step, and not twice for the same network."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from designer.graph import edits, layout_edits
from designer.graph.blocks import home_of, members
from designer.graph.design import Block, Design, Graph, Layout, Node, Wire
from designer.ui import repeating
from designer.ui.window import Window

KINDS = ("Dense", "BatchNormalization", "ReLU", "Dense", "BatchNormalization", "Add", "ReLU")
Mod = Qt.KeyboardModifier


def residual(blocks: int) -> Design:
    """So many blocks of seven layers with a way past each, all cards in one long row."""
    kinds = ["Input", *KINDS * blocks, "Dense"]
    nodes = {f"n{at}": Node(f"n{at}", kind, f"layer {at}") for at, kind in enumerate(kinds)}
    wires = [Wire(f"n{at - 1}", f"n{at}") for at in range(1, len(kinds))]
    wires += [Wire(f"n{at}", f"n{at + 6}") for at in range(0, 7 * blocks, 7)]
    return Design(Graph(nodes, tuple(wires)), layout=Layout({id: (50.0 * at, 0.0) for at, id in enumerate(nodes)}))


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeating, "REST_MS", 0)


@pytest.fixture
def offered(soon: None, window: Window, qtbot: QtBot) -> Window:
    """A window in which a network of eight equal parts was opened, and folding them is offered."""
    window.session.start(residual(8))
    qtbot.waitUntil(window.repeating.strip.isVisible)
    return window


@pytest.fixture
def said(window: Window) -> list[str]:
    """What the status line was given to say."""
    found: list[str] = []
    window.session.said.connect(found.append)
    return found


def settle(window: Window) -> None:
    """Whatever is being looked for is found."""
    for _ in range(3):
        QTest.qWait(repeating.REST_MS // 2 + 20)
        window.repeating.wait()
        QApplication.processEvents()


def press_fold(window: Window) -> None:
    QTest.keyClick(window.canvas, Qt.Key.Key_G, Mod.ControlModifier | Mod.AltModifier | Mod.ShiftModifier)
    window.repeating.wait()
    QApplication.processEvents()


def test_a_key_folds_what_repeats_in_one_step(
    window: Window, said: list[str], keyboard_on: Callable[[QWidget], None]
) -> None:
    design = residual(5)
    window.session.start(design)
    keyboard_on(window.canvas)
    press_fold(window)
    names = [block.name for block in window.session.design.layout.blocks.values()]
    assert names == [f"Residual block {at}" for at in range(1, 6)]
    assert window.session.design.graph is design.graph
    assert said[-1] == "Folded 5 repeated parts into blocks: 7 cards show instead of 37."
    window.session.undo()
    assert window.session.design == design


def test_what_was_folded_is_tidy_outside_and_in(window: Window) -> None:
    window.session.start(residual(5))
    window.repeating.fold()
    layout, canvas = window.session.design.layout, window.canvas.canvas
    for level in ("", *layout.blocks):
        canvas.go(level)
        rects = [canvas.rect_of(id) for id in canvas.cards]
        assert not any(one.intersects(other) for one, other in combinations(rects, 2))
        ends = [(canvas.rect_of(out.node), canvas.rect_of(into.node)) for out, into in canvas.wires.shown]
        assert all(out.right() < into.left() for out, into in ends)


def test_where_nothing_repeats_that_is_said_and_nothing_changes(window: Window, said: list[str]) -> None:
    design = window.session.design
    window.repeating.fold()
    assert said[-1] == repeating.NOTHING
    assert window.session.design is design


def test_what_repeats_in_the_entered_block_is_folded_there(window: Window) -> None:
    inner = [f"n{at}" for at in range(1, 22)]
    window.session.start(layout_edits.collapse(Block("b1", "body"), inner, (0.0, 0.0))(residual(5)))
    window.canvas.folding.enter("b1")
    window.repeating.fold()
    layout = window.session.design.layout
    assert [home_of(layout, id) for id in ("b2", "b3", "b4")] == ["b1"] * 3
    assert members(layout, "b1") == ["b2", "b3", "b4"]


def test_a_network_that_changes_while_it_is_looked_at_is_left_alone(window: Window, said: list[str]) -> None:
    window.session.start(residual(30))
    window.repeating.fold()
    changed = edits.add_node(Node("m1", "Dense", "late"), (0.0, 300.0))
    window.session.edit(changed)
    settle(window)
    assert not window.session.design.layout.blocks
    assert said[-1] == repeating.OUTDATED


def test_an_opened_network_that_repeats_is_offered_to_be_folded_by_keys_alone(
    offered: Window, keyboard_on: Callable[[QWidget], None]
) -> None:
    strip = offered.repeating.strip
    assert strip.text.text() == "This network repeats a part of 7 layers 8 times."
    said = QAccessible.queryAccessibleInterface(strip).text(QAccessible.Text.Name)
    assert said == f"{strip.text.text()} Fold the parts?"
    keyboard_on(offered.canvas)
    QTest.keyClick(offered.canvas, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is strip.leave_button
    QTest.keyClick(strip.leave_button, Qt.Key.Key_Backtab)
    QTest.keyClick(strip.fold_button, Qt.Key.Key_Space)
    offered.repeating.wait()
    assert len(offered.session.design.layout.blocks) == 8
    assert not strip.isVisible() and offered.canvas.hasFocus()


def test_what_was_left_is_not_asked_about_again(offered: Window, keyboard_on: Callable[[QWidget], None]) -> None:
    strip, design = offered.repeating.strip, offered.session.design
    keyboard_on(strip.leave_button)
    QTest.keyClick(strip.leave_button, Qt.Key.Key_Escape)
    assert not strip.isVisible() and offered.session.design is design
    offered.canvas.select_all()
    offered.canvas.duplicate_selection()
    settle(offered)
    assert len(offered.session.design.graph.nodes) > len(design.graph.nodes) and not strip.isVisible()
    for other, asks in ((residual(9), True), (residual(8), False)):
        offered.session.start(other)
        settle(offered)
        assert strip.isVisible() is asks


def test_a_pasted_network_is_offered_to_be_folded(soon: None, window: Window, qtbot: QtBot) -> None:
    window.session.start(residual(8))
    window.canvas.select_all()
    window.canvas.copy()
    window.session.start(Design())
    settle(window)
    assert not window.repeating.strip.isVisible()
    window.canvas.paste()
    qtbot.waitUntil(window.repeating.strip.isVisible)


@pytest.mark.parametrize("design", [residual(5), layout_edits.collapse(Block("b1", "one"), ["n1"], (0.0, 0.0))(residual(8))])  # fmt: skip
def test_small_networks_and_those_with_blocks_are_not_asked_about(soon: None, window: Window, design: Design) -> None:
    window.session.start(design)
    settle(window)
    assert not window.repeating.strip.isVisible()


def test_an_offer_goes_when_blocks_come(offered: Window) -> None:
    offered.session.select({"n1", "n2"})
    offered.canvas.folding.fold()
    assert not offered.repeating.strip.isVisible()
