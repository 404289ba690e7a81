"""Find: what matches, and how it is walked."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer.analysis import analyse
from designer.graph.blocks import TOP
from designer.graph.design import Block, Comment, Frame
from designer.graph.layout_edits import collapse, put_comment, put_frame
from designer.ui.canvas.find.matching import Index, texts_of
from designer.values import ObjectValue
from tests.ui.canvas.conftest import chain_of, small_design

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


def described():
    design = small_design()
    design = put_frame(Frame("f1", "Hidden part", 450, 160), (190.0, -70.0))(design)
    return put_comment(Comment("c1", "64 were too many,\nso four it is", 160, 80), (0.0, 150.0))(design)


def found(query, design=None):
    design = design or described()
    return Index(texts_of(design, analyse(design), design.graph.nodes)).find(query)


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("dense", ["n2", "n4"]),
        ("DENSE_1", ["n4"]),
        ("my drop", ["n5"]),
        ("units 4", ["n2"]),
        ("units=4", ["n2"]),
        ("Units = 4", ["n2"]),
        ("unit", ["n2", "n4"]),
        ("use_bias on", ["n2", "n4"]),
        ("rate 0.5", ["n5"]),
        ("rate 0", []),
        ("relu", ["n3"]),
        ("hidden", ["f1"]),
        ("FOUR it", ["c1"]),
        ("64", ["c1"]),
        ("dropout 0.5", ["n5"]),
        ("   ", []),
        ("no such thing", []),
        ("(", []),
    ],
)
def test_what_matches(query, hits):
    assert found(query) == hits


def test_shapes_match_however_the_x_is_written():
    design = chain_of([("Input", {"shape": (28, 28, 1)}), "Flatten", ("Dense", {"units": 64})])
    assert found("28 x 28", design) == found("28x28", design) == found("28 × 28 x 1", design) == ["n1", "n2"]
    assert found("784", design) == ["n2", "n3"]
    assert found("78", design) == [], "a number is no part of a longer one"


def test_a_layer_is_found_by_what_the_layer_within_was_told():
    lstm = ObjectValue("LSTM", {"units": 32, "return_sequences": True})
    within = [("TimeDistributed", {"layer": ObjectValue("Bidirectional", {"layer": lstm})})]
    design = chain_of([("Input", {"shape": (4, 5, 6)}), *within, ("Dense", {"units": 4})])
    assert found("units 32", design) == found("return_sequences on", design) == found("layer lstm", design) == ["n2"]


def test_ten_thousand_layers_are_searched_in_no_time():
    design = chain_of([("Input", {"shape": (2,)}), *[("Dense", {"units": at % 50 + 1}) for at in range(10_000)]])
    index = Index(texts_of(design, analyse(design), design.graph.nodes))
    took = []
    for _ in range(5):
        start = time.thread_time()
        hits = index.find("units 7")
        took.append(time.thread_time() - start)
    assert len(hits) == 200
    assert min(took) < 0.05


@pytest.fixture
def bar(view, session, qtbot):
    session.edit(put_comment(Comment("c1", "a dense note", 160, 80), (0.0, 150.0)))
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.find.open()
    qtbot.waitUntil(view.find.bar.line.hasFocus)
    return view.find.bar


def test_hits_are_counted_and_walked_in_reading_order(view, session, bar):
    QTest.keyClicks(bar.line, "dense")
    assert bar.count.text() == "1 of 3"
    assert view.canvas.marked.current == "n2" and view.find.marks.here == "n2"
    assert view.canvas.card_layer.dimmed == {"n1", "n3", "n5"}
    QTest.keyClick(bar.line, Qt.Key.Key_Return)
    assert view.find.here == "n4" and bar.count.text() == "2 of 3"
    QTest.keyClick(bar.line, Qt.Key.Key_Return)
    assert view.find.here == "c1"
    QTest.keyClick(bar.line, Qt.Key.Key_Return)
    assert view.find.here == "n2", "from the last to the first"
    QTest.keyClick(bar.line, Qt.Key.Key_Return, SHIFT)
    assert view.find.here == "c1"


def test_escape_gives_the_keyboard_back_and_leaves_the_hit_selected(view, session, bar):
    QTest.keyClicks(bar.line, "relu")
    QTest.keyClick(bar.line, Qt.Key.Key_Escape)
    assert not bar.isVisible() and view.hasFocus()
    assert session.selection == {"n3"} and view.canvas.marked.current == "n3"
    assert not view.canvas.card_layer.dimmed and not view.find.marks.hits


def test_alt_enter_selects_all_hits(view, session, bar):
    QTest.keyClicks(bar.line, "dense")
    QTest.keyClick(bar.line, Qt.Key.Key_Return, ALT)
    assert session.selection == {"n2", "n4", "c1"}
    assert not bar.isVisible()


def test_where_nothing_matches_it_says_what_can_be_found(bar):
    QTest.keyClicks(bar.line, "zebra")
    assert bar.count.text() == "nothing found"
    assert bar.words.isVisible() and "units 64" in bar.words.text()


def test_a_hit_in_a_folded_block_is_shown_there(view, session):
    session.edit(collapse(Block("b1", "inner"), {"n2", "n3"}, (220.0, 0.0)))
    view.find.open()
    QTest.keyClicks(view.find.bar.line, "relu")
    assert view.canvas.level == "b1" and view.canvas.shows("n3")
    view.find.close()
    view.find.open()
    QTest.keyClicks(view.find.bar.line, "my dropout")
    assert view.canvas.level == TOP


def test_what_is_far_away_is_brought_into_view(view, session, bar):
    view.zoom_by(3.0)
    for query, id in (("dense_1", "n4"), ("input", "n1")):
        bar.line.selectAll()
        QTest.keyClicks(bar.line, query)
        assert view.camera.visible().contains(view.canvas.rect_of(id))


def test_hits_follow_what_is_edited_meanwhile(view, session, bar, qtbot):
    QTest.keyClicks(bar.line, "dense")
    session.undo()
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 2")
