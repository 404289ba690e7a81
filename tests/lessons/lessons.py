"""Lessons for tests, short to write."""

from __future__ import annotations

from msgspec.structs import replace

from designer.analysis import Analysis, analyse
from designer.data import describe
from designer.graph.design import Design
from designer.graph.specs import DataSpec
from designer.lessons.checks import Check, Evidence, Verdict
from designer.lessons.declared import declared
from designer.lessons.reading import TAGS
from designer.reading import read_text

FRONT = "---\ntitle: A lesson\nminutes: 5\n---\n"


def network(layers: str, shape: str = "(2,)", data: DataSpec | None = None) -> Design:
    """The design of `Sequential` layers, as Keras code behind an Input."""
    code = f"keras.Sequential([keras.Input({shape}), {layers}])"
    design = read_text(code.replace("layers.", "keras.layers.")).design
    return design if data is None else replace(design, data=data)


def looked_at(design: Design) -> Analysis:
    return analyse(design, describe(DataSpec()))


def check(tag: str, text: str) -> Check:
    """A check as a lesson declares it."""
    return declared(text, TAGS[tag], 1, check=tag)


def judged(tag: str, text: str, design: Design, **given: object) -> Verdict:
    asked = check(tag, text)
    assert not asked.fault()
    return asked.judge(Evidence(looked_at(design), **given))  # type: ignore[arg-type]
