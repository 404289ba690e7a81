"""Every kind of check has a form from its own type, and what is filled in is read as what it is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.lessons import open_lesson
from designer.lessons.declared import declared
from designer.lessons.lesson import Front
from designer.lessons.reading import TAGS
from designer.lessons.shelf import Shelved, shelf
from designer.lessons.writing.forms import Field, declaration, fields_of, objection, typed_of
from designer.lessons.writing.outline import content, outline
from designer.lessons.writing.yamlwriting import values_of, yaml_of

PLAIN = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, allow_infinity=False)
WORDS = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")) | st.just("\n"), max_size=40)
VALUES = st.recursive(
    PLAIN.filter(lambda one: one is not None) | WORDS.filter(str.strip),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(
            st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True).filter(lambda key: key not in ("y", "n")),
            inner,
            min_size=1,
            max_size=3,
        )
    ),
    max_leaves=8,
)


def filled(field: Field) -> Any:
    """Something to type into a field."""
    if field.sort == "records":
        return [{one.name: filled(one) for one in field.fields}]
    return {"number": "3", "truth": True, "choice": field.choices[:1] and field.choices[0]}.get(field.sort, "Dense")


def plain(check: object) -> str:
    """A check as text, where one kind is the same as a list of it, and the end of code does not count."""
    return str(check).replace("('", "'").replace("',)", "'").replace("\\n',", "',")


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["a", "of", "options"]), VALUES, max_size=3))
def test_values_are_read_as_they_were_written(values: dict[str, Any]) -> None:
    assert values_of(yaml_of(values)) == values


@pytest.mark.parametrize("tag", TAGS)
def test_what_is_filled_in_is_declared(tag: str) -> None:
    """Each field alone is taken by the reader, or objected to in a sentence that names it or another."""
    fields = fields_of(TAGS[tag])
    assert fields[0].required is any(field.required for field in fields)
    assert [field.name for field in fields[-3:]] == ["name", "say", "tip"]
    for field in fields:
        typed = declaration(fields, {field.name: filled(field)})
        assert values_of(typed)
        said = objection(tag, typed)
        assert "There is nothing called" not in said


@pytest.mark.parametrize("shelved", shelf(), ids=lambda shelved: shelved.name)
def test_a_form_gives_back_every_check_of_the_course(shelved: Shelved) -> None:
    text = open_lesson(shelved.path).text.read_text(encoding="utf-8")
    for step in outline(text).steps:
        for piece in (one for one in step.pieces if one.word == "check"):
            fields, inside = fields_of(TAGS[piece.rest]), content(text, piece)
            typed = {field.name: typed_of(field, values_of(inside).get(field.name)) for field in fields}
            again = declaration(fields, typed)
            before, after = (declared(one, TAGS[piece.rest], 1, check=piece.rest) for one in (inside, again))
            assert plain(after) == plain(before)


def test_a_form_of_the_front_takes_what_it_needs_first() -> None:
    fields = fields_of(Front)
    assert {field.name for field in fields if field.required} == {"title", "minutes"}
    typed = declaration(fields, {"title": "No: colons", "minutes": "12", "needs": "one-unit\n\ndense-layer"})
    assert declared(typed, Front, 2) == Front("No: colons", 12, needs=("one-unit", "dense-layer"))


@pytest.mark.parametrize(
    ("tag", "typed", "said"),
    [
        ("layers", {}, "Expected exactly, at_least or at_most"),
        ("layers", {"exactly": "two", "of": "Dense"}, "Expected a number, found text"),
        ("layers", {"exactly": "2", "of": "Dens"}, "'Dens'"),
        ("answer", {}, "Expected ask, found none."),
        ("fault", {"is": "nothing"}, "Expected one of the faults"),
        ("layers", {"exactly": "2", "of": "Dense"}, ""),
        ("setting", {"of": "Dense", "setting": "units", "exactly": "4", "which": "2"}, ""),
        ("answer", {"ask": "?", "options": [{"text": "a", "right": True}, {"text": "b", "right": False}]}, ""),
    ],
)
def test_what_is_missing_is_said(tag: str, typed: dict[str, Any], said: str) -> None:
    found = objection(tag, declaration(fields_of(TAGS[tag]), typed))
    assert (said in found) if said else not found
