"""Pictures are what they claim to be: read back as files, looked at pixel by pixel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as changed
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from designer.errors import ExportError
from designer.graph import edits
from designer.graph.design import Block, Comment, Design, Frame
from designer.graph.files import load
from designer.graph.layout_edits import collapse, put_comment, put_frame
from designer.paths import resources
from designer.picturing import FORMATS, Choice
from designer.ui.pictures.neurons import NeuronDrawing
from designer.ui.pictures.rendering import rendered
from designer.ui.pictures.subjects import drawing_of
from designer.ui.session import Session
from designer.ui.theme import DARK, LIGHT, themes

pytestmark = pytest.mark.usefixtures("qapp")
SVG = "{http://www.w3.org/2000/svg}"


def example(name: str = "starter") -> Design:
    return load(resources() / "examples" / f"{name}.loom")


def drawn(design: Design | Session, **asked: object) -> bytes:
    session = design if isinstance(design, Session) else Session(design)
    choice = Choice(**asked)
    return rendered(drawing_of(session, choice), choice)


def seen(content: bytes) -> QImage:
    image = QImage.fromData(content)
    assert not image.isNull()
    return image


def texts(svg: bytes) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def tones(image: QImage) -> set[str]:
    """The colours of every third pixel."""
    spots = ((x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))
    return {image.pixelColor(x, y).name().upper() for x, y in spots}


@pytest.mark.parametrize("subject", ["canvas", "neurons"])
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_png_has_its_theme_and_its_scale(subject: str, theme: object) -> None:
    before = themes().current
    one = seen(drawn(example(), subject=subject, format="png", theme=theme.name))
    two = seen(drawn(example(), subject=subject, format="png", theme=theme.name, scale=2.0))
    assert (two.width(), two.height()) == (2 * one.width(), 2 * one.height())
    assert one.pixelColor(1, 1) == QColor(theme.canvas)
    assert {theme.families["Core"].upper(), theme.canvas.upper()} <= tones(two)
    assert themes().current is before


@pytest.mark.parametrize("subject", ["canvas", "neurons"])
def test_a_transparent_ground_is_no_ground(subject: str) -> None:
    image = seen(drawn(example(), subject=subject, format="png", transparent=True))
    assert image.pixelColor(1, 1).alpha() == 0
    assert any(image.pixelColor(x, image.height() // 2).alpha() == 255 for x in range(image.width()))
    assert b"%PDF" in drawn(example(), subject=subject, format="pdf", transparent=True)
    ground = LIGHT.canvas.lower().encode()
    plain = drawn(example("spiral"), subject="neurons")
    assert plain.count(ground) > drawn(example("spiral"), subject="neurons", transparent=True).count(ground)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("subject", ["canvas", "neurons"])
def test_an_svg_is_vectors_with_text_as_text_and_looks_like_the_png(subject: str, theme: str) -> None:
    svg = drawn(example("digits"), subject=subject, theme=theme)
    root = ElementTree.fromstring(svg)
    assert {"Conv2D", "Flatten"} <= set(texts(svg))
    assert not list(root.iter(f"{SVG}image"))
    assert all("sans-serif" in element.get("font-family", "") for element in root.iter(f"{SVG}text"))
    renderer = QSvgRenderer(QByteArray(svg))
    image = QImage(renderer.defaultSize(), QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    png = seen(drawn(example("digits"), subject=subject, theme=theme, format="png"))
    assert image.size() == png.size()
    small = (one.scaled(60, 20).convertToFormat(QImage.Format.Format_RGB32) for one in (image, png))
    one, other = (bytes(picture.constBits()) for picture in small)
    assert sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one) < 10


@pytest.mark.parametrize("subject", ["canvas", "neurons"])
def test_a_pdf_has_one_page_with_its_fonts(subject: str) -> None:
    pdf = drawn(example("digits"), subject=subject, format="pdf", title="Digits")
    assert pdf.startswith(b"%PDF") and pdf.count(b"/Type /Page\n") == 1
    assert b"/FontFile2" in pdf and b"/Subtype /Image" not in pdf


def test_everything_on_the_canvas_is_in_its_picture() -> None:
    design = example("digits")
    ids = list(design.graph.nodes)
    design = put_frame(Frame("f1", "My frame", 500.0, 160.0), (210.0, -60.0))(design)
    design = put_comment(Comment("c1", "A remark", 160.0, 60.0), (0.0, -300.0))(design)
    design = collapse(Block("b1", "Judging"), ids[-3:], (1370.0, 200.0))(design)
    design = edits.bypass([design.graph.nodes[ids[4]]])(design)
    found = texts(drawn(design))
    assert {"My frame", "A remark", "Judging", "bypassed"} <= set(found)
    assert "Softmax" not in found
    choice = Choice()
    inside = texts(rendered(drawing_of(Session(design), choice, "b1"), choice))
    assert "Softmax" in inside and "My frame" not in inside


def test_a_selection_shows_what_is_selected_and_its_wires() -> None:
    session = Session(example("digits"))
    ids = list(session.design.graph.nodes)
    session.select(ids[1:3])
    svg = drawn(session, subject="selection")
    assert {"Rescaling", "Conv2D"} <= set(texts(svg)) and "Input" not in texts(svg)
    part, whole = seen(drawn(session, subject="selection", format="png")), seen(drawn(session, format="png"))
    assert part.width() < whole.width() / 2
    session.select(())
    with pytest.raises(ExportError, match="Nothing is selected"):
        drawn(session, subject="selection")


def test_a_selected_frame_brings_what_lies_in_it() -> None:
    design = put_frame(Frame("f1", "My frame", 500.0, 160.0), (210.0, -60.0))(example("digits"))
    session = Session(design)
    session.select({"f1"})
    assert {"My frame", "Rescaling", "Conv2D"} <= set(texts(drawn(session, subject="selection")))


HOSTILE = [
    "<script>alert(1)</script>",
    "]]> & \" ' <!-- -->",
    "x" * 10_000,
    "שלום עולם مرحبا",
    "a\x00b\x01\x1b\x7f\ufffe\u202e",
    "&lt;svg onload=alert(1)&gt;",
    "\U0001f600 \U0001d54f",
]


def named(name: str) -> Design:
    design = example()
    ids = list(design.graph.nodes)
    design = put_frame(Frame("f1", name, 400.0, 160.0), (-30.0, -60.0))(design)
    design = put_comment(Comment("c1", name, 160.0, 60.0), (0.0, -300.0))(design)
    node = design.graph.nodes[ids[1]]
    graph = replace(design.graph, nodes={**design.graph.nodes, ids[1]: replace(node, name=name)})
    return replace(design, graph=graph)


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_leaves_an_svg_inert(name: str) -> None:
    for subject in ("canvas", "neurons"):
        assert_inert(drawn(named(name), subject=subject, title=name))
        for format in FORMATS[1:]:
            assert drawn(named(name), subject=subject, title=name, format=format)


@given(st.text(min_size=1, max_size=60))
def test_any_name_gives_valid_inert_xml(qapp: object, name: str) -> None:
    for subject in ("canvas", "neurons"):
        assert_inert(drawn(named(name), subject=subject, title=name))


def assert_inert(svg: bytes) -> None:
    allowed = {"svg", "title", "desc", "defs", "g", "path", "rect", "polyline", "polygon", "circle", "ellipse", "text"}
    for element in ElementTree.fromstring(svg).iter():
        assert element.tag.removeprefix(SVG) in {*allowed, "clipPath", "line"}
        assert not [name for name in element.attrib if name.startswith("on") or "href" in name]
    assert b"<!DOCTYPE" not in svg and b"<!ENTITY" not in svg


def test_a_png_beyond_all_bounds_names_the_scale_that_fits() -> None:
    design = example()
    far = edits.move({next(iter(design.graph.nodes)): (-20_000.0, 9_000.0)})(design)
    with pytest.raises(ExportError, match=r"million pixels.*Choose 0\.\d+ or less, or SVG"):
        drawn(far, format="png", scale=2.0)
    assert drawn(far) and drawn(far, format="pdf", scale=20.0)


def test_nothing_gives_a_sentence() -> None:
    for subject in ("canvas", "neurons"):
        with pytest.raises(ExportError, match="nothing to draw"):
            drawn(Design(), subject=subject)


def test_a_title_stands_above() -> None:
    plain, titled = (seen(drawn(example(), format="png", title=title)) for title in ("", "My net"))
    assert titled.height() == plain.height() + 40
    assert "My net" in texts(drawn(example(), title="My net"))


def test_weights_that_are_given_colour_their_lines() -> None:
    import numpy as np

    session = Session(example())
    id = list(session.design.graph.nodes)[1]
    weights = {id: (np.array([[1.0, -1.0, 0.5, -0.5], [1.0, 1.0, -1.0, 0.0]]), np.zeros(4))}

    def drawing() -> NeuronDrawing:
        return NeuronDrawing(session.design, session.snapshot.analysis, weights)

    svg = rendered(drawing, Choice())
    for tone in (LIGHT.positive, LIGHT.negative):
        assert f'stroke="{tone.lower()}"'.encode() in svg
    assert LIGHT.negative.lower().encode() not in drawn(session, subject="neurons")


def test_only_errors_are_marked() -> None:
    session = Session(example())
    ids = list(session.design.graph.nodes)
    assert "!" not in texts(drawn(session)) and "i" not in texts(drawn(session))
    session.edit(edits.remove([session.design.graph.nodes[ids[0]]]))
    assert session.snapshot.analysis.errors
    assert "!" in texts(drawn(session))
    assert changed(session.snapshot, data=None).design is session.design


def test_a_large_network_is_drawn_in_short_steps(
    qtbot: QtBot, chain: Callable[[int], Design], slowest: Callable[..., float]
) -> None:
    session = Session(chain(400))
    for choice in (Choice(), Choice(format="png"), Choice(subject="neurons")):
        assert slowest(drawing_of(session, choice), choice) < 0.35
