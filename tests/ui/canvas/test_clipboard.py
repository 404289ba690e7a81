"""Copied text goes from window to window, through chats and editors, and never harms whoever pastes it."""

from __future__ import annotations

import json
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication

from designer.graph import edits
from designer.graph.design import Block, Comment, Design, Frame, Wire
from designer.graph.fragments import Fragment, fragment_of
from designer.graph.layout_edits import bend, collapse, put_comment, put_frame
from designer.ui.canvas.clipboard import LARGEST, NotCopied, from_text, to_text
from tests.ui.canvas.conftest import small_design


def rich_design() -> Design:
    """The small design with a frame around n2, a comment, n3 and n4 folded, n5 bypassed and a bent wire."""
    design = put_frame(Frame("f1", "A frame", 200.0, 140.0), (200.0, -40.0))(small_design())
    design = put_comment(Comment("c1", "A remark", 160.0, 60.0), (0.0, -200.0))(design)
    design = collapse(Block("b1", "Tail"), ["n3", "n4"], (440.0, 0.0))(design)
    design = edits.bypass([design.graph.nodes["n5"]])(design)
    return bend(Wire("n1", "n2"), [(150.0, 90.0)])(design)


RICH = ("n1", "n2", "n5", "f1", "c1", "b1")
TEXT = to_text(fragment_of(rich_design(), RICH, with_inputs=True))


def test_everything_copied_comes_out_in_another_window(open_view):
    one, other = open_view(rich_design()), open_view(Design())
    one.select_all()
    one.session.select({*one.session.selection, "f1", "c1", "b1"})
    one.copy()
    other.paste()
    design = other.session.design
    assert [node.kind for node in design.graph.nodes.values()] == ["Input", "Dense", "ReLU", "Dense", "Dropout"]
    layout = design.layout
    assert [frame.title for frame in layout.frames.values()] == ["A frame"]
    assert [comment.text for comment in layout.comments.values()] == ["A remark"]
    (block,) = layout.blocks
    assert [design.graph.nodes[id].kind for id, home in layout.inside.items() if home == block] == ["ReLU", "Dense"]
    assert len(design.graph.wires) == 3 and len(layout.bends) == 1
    assert [node.name for node in design.graph.nodes.values() if node.bypassed] == ["my dropout"]
    other.session.undo()
    assert not any(other.session.design.ids())


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "```json\n{}\n```",
        "Look at {{this}} network:\n\n{}\n\nIs it {{good}}?",
        "> {} <",
        "\ufeff{}",
    ],
)
def test_prose_and_fences_around_are_passed_over(around):
    assert from_text(around.format(TEXT)) == from_text(TEXT)


def test_text_of_the_first_version_is_still_read():
    old = {"layerloom_copy": 1, "nodes": [{"id": "a", "kind": "Dense", "name": "a"}]}
    assert [node.kind for node in from_text(json.dumps(old)).nodes] == ["Dense"]


def test_pasted_cards_lie_at_the_cursor_on_the_grid(view, session):
    session.edit(edits.move({"n5": (443.0, 157.0)}))
    session.select({"n5"})
    view.copy()
    view._verbs.paste(False, (1000.0, 500.0))
    x, y = session.design.layout.positions["n6"]
    assert (x % 10, y % 10) == (0, 0) and abs(x + 70 - 1000) <= 5 and abs(y + 32 - 500) <= 5


def test_duplicating_the_same_again_covers_nothing(view, session):
    for _ in range(3):
        session.select({"n5"})
        view.duplicate_selection()
    places = list(session.design.layout.positions.values())
    assert len(set(places)) == len(places)


def test_frames_comments_and_blocks_are_duplicated_and_cut_like_cards(open_view):
    view = open_view(rich_design())
    session, before = view.session, view.session.design
    session.select({"f1", "c1", "b1"})
    view.duplicate_selection()
    layout = session.design.layout
    assert (len(layout.frames), len(layout.comments), len(layout.blocks)) == (2, 2, 2)
    assert session.selection == {"f2", "c2", "b2"}
    assert Wire("n2", "n6") in session.design.graph.wires, "what came into the block comes into its copy"
    session.undo()
    session.select({"f1", "c1", "b1"})
    view.cut()
    layout = session.design.layout
    assert not (layout.frames or layout.comments or layout.blocks) and "n3" not in session.design.graph.nodes
    session.undo()
    assert session.design is before


def test_what_is_pasted_in_an_entered_block_lies_in_it(open_view):
    view = open_view(rich_design())
    view.session.select({"n5"})
    view.copy()
    view.canvas.go("b1")
    view.paste()
    assert view.session.design.layout.inside["n6"] == "b1"


def node(id: str, **more: object) -> dict[str, object]:
    return {"id": id, "kind": "Dense", "name": id, **more}


def copied(**more: object) -> str:
    return json.dumps({"layerloom_copy": 2, "nodes": [node("a")], **more})


BLOCKS = [{"id": f"b{at}", "name": "b"} for at in range(4_000)]
HOSTILE = {
    "block in itself": copied(blocks=BLOCKS[:1], inside={"a": "b0", "b0": "b0"}),
    "blocks in a ring": copied(blocks=BLOCKS[:2], inside={"b0": "b1", "b1": "b0"}),
    "blocks without end": copied(blocks=BLOCKS, inside={f"b{at}": f"b{at + 1}" for at in range(3_999)}),
    "one id twice": copied(comments=[{"id": "a", "text": "", "width": 20.0, "height": 20.0}]),
    "one name twice": copied(nodes=[node("a"), node("b", name="a")]),
    "too many": copied(nodes=[node(f"n{at}") for at in range(20_000)]),
    "a size beyond all": copied(frames=[{"id": "f", "title": "", "width": 1e300, "height": 20.0}]),
    "a huge number": copied().replace('"a"', '"a", "settings": {"units": 1' + "0" * 5_000 + "}", 1),
    "layers without end": copied(nodes=[node("b", settings={"layer": "LAYER"})]).replace(
        '"LAYER"', '{"kind": "TimeDistributed", "settings": {"layer": ' * 50 + '{"kind": "Dense"}' + "}}" * 50
    ),
    "deep": '{"layerloom_copy": 2, "nodes": ' + "[" * 200_000,
    "deep and around": 'see {"layerloom_copy": 2, "x": ' + '{"a":' * 200_000,
    "eight megabytes": '{"layerloom_copy": 2, ' * (LARGEST // 25),
    "eight megabytes of braces": "{" * (LARGEST - 30) + '"layerloom_copy"',
    "too long": " " * LARGEST + copied(),
    "a surrogate": copied().replace('"Dense"', '"\\ud800"'),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_refused_soon_and_with_little_memory(view, session, text):
    before, said = session.design, []
    session.said.connect(said.append)
    QGuiApplication.clipboard().setText(text)
    start = time.perf_counter()
    view.paste()
    assert time.perf_counter() - start < 2.0
    assert session.design is before and len(said) == 1 and said[0].endswith(".")
    tracemalloc.start()
    with pytest.raises(NotCopied):
        from_text(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200e6


@given(st.binary(max_size=2_000))
def test_no_bytes_break_pasting(content):
    refused_or_whole(content.decode("utf-8", errors="replace"))


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.text(max_size=3), st.integers(0, 20)), max_size=6))
def test_no_damaged_copy_breaks_pasting(damages):
    text = TEXT
    for at, fresh, gone in damages:
        text = text[:at] + fresh + text[at + gone :]
    refused_or_whole(text)


def refused_or_whole(text: str) -> None:
    """Either one sentence, or something that a design takes."""
    try:
        fragment = from_text(text)
    except NotCopied as refusal:
        assert str(refusal).endswith(".")
        return
    from designer.graph.fragments import freshened

    own = {node.id for node in fragment.nodes}
    assert isinstance(fragment, Fragment)
    known = [wire for wire in fragment.wires if wire.source in own]
    pasted = edits.paste(freshened(fragment, Design()))(Design())
    assert len(pasted.graph.nodes) == len(own) and len(pasted.graph.wires) <= len(known)
