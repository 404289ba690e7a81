"""Layers that are used twice stay so while their code is edited, and become so where code calls one again."""

from __future__ import annotations

import pytest

from designer.analysis import analyse
from designer.codegen import sound_code
from designer.graph.design import Design
from designer.rewriting.following import Followed, followed
from tests.codegen.conftest import twice

TANH = 'units=2, activation="tanh"'


@pytest.fixture
def design() -> Design:
    """`n1` and `n3` are one Dense, `n2` and `n4` one Dropout."""
    return twice()


def edited(design: Design, before: str, after: str) -> Design:
    text = sound_code(analyse(design)).text
    assert before in text
    found = followed(design, text.replace(before, after, 1))
    assert isinstance(found, Followed)
    return found.design


def shares(design: Design) -> dict[str, str]:
    return {id: node.shares for id, node in design.graph.nodes.items() if node.shares}


def test_text_that_says_the_same_gives_the_very_design(design: Design) -> None:
    assert edited(design, "x = step(x)", "x = step(x)") is design


def test_a_setting_in_the_one_line_changes_all_cards_of_the_layer(design: Design) -> None:
    after = edited(design, TANH, 'units=2, activation="relu"')
    assert after.graph.nodes["n1"].settings == {"units": 2, "activation": "relu"}
    assert after.graph.nodes["n1"].settings is after.graph.nodes["n3"].settings
    assert shares(after) == {"n3": "n1", "n4": "n2"}


def test_calling_a_layer_once_more_adds_a_twin(design: Design) -> None:
    after = edited(design, "x = step(x)\n", "x = step(x)\nx = step(x)\n")
    assert shares(after) == {"n3": "n1", "n4": "n2", "n6": "n1"}


def test_a_layer_of_its_own_in_the_text_is_one_on_the_canvas(design: Design) -> None:
    after = edited(design, "x = step(x)\n", "x = layers.Dense(units=2)(x)\n")
    assert shares(after) == {"n4": "n2"}
    assert [node.kind for node in after.graph.nodes.values()].count("Dense") == 3
