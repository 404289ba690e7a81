"""Whatever layers are called on the canvas, Python and Keras get names they take, each once."""

import builtins
import keyword
import re

from hypothesis import given
from hypothesis import strategies as st

from designer.graph.design import Node
from designer.graph.naming import automatic_name
from designer.naming import keras_names, variables

kinds = st.sampled_from(["Dense", "LeakyReLU", "Conv2D", "Input", "Größe!", ""])
names = st.text(max_size=20) | st.sampled_from(
    ["dense", "dense_1", "x", "keras", "class", "é/é", "a b", "a/b", "_", "input_layer"]
)


@st.composite
def nodes(draw: st.DrawFn) -> list[Node]:
    return [Node(f"n{at}", draw(kinds), draw(names)) for at in range(draw(st.integers(0, 8)))]


@given(nodes())
def test_variables_are_unique_and_hide_nothing(nodes: list[Node]) -> None:
    found = variables(nodes)
    assert found.keys() == {node.id for node in nodes}
    assert len(set(found.values())) == len(nodes)
    for name in found.values():
        assert name.isidentifier() and name.isascii() and not keyword.iskeyword(name)
        assert not hasattr(builtins, name)
        assert name not in {"keras", "layers", "model", "x", "inputs", "outputs", "np", "pd", "x_train", "y_validation"}


@given(nodes())
def test_given_names_are_unique_and_none_that_keras_gives_itself(nodes: list[Node]) -> None:
    found = keras_names(nodes)
    assert len(set(found.values())) == len(found)
    given_by_keras = {automatic_name(node.kind) for node in nodes} | {"input_layer"}
    for name in found.values():
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name)
        assert re.sub(r"(_\d+)?$", "", name) not in given_by_keras


def test_names_nobody_chose_are_left_to_keras() -> None:
    given_names = [Node("1", "Dense", "dense"), Node("2", "Dense", "dense_12"), Node("3", "ReLU", "dense_3")]
    assert keras_names(given_names) == {"3": "dense_3_layer"}
