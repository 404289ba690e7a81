"""What is wired after what: known for every kind, whoever draws."""

import pytest

from designer.catalogue import KINDS
from designer.ui.canvas.following import FOLLOWS, usual_after, usual_before


def test_the_table_names_kinds_of_the_catalogue() -> None:
    assert {name for follower in FOLLOWS.values() for name in follower} | set(FOLLOWS) <= set(KINDS)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_something_usual_follows_each_kind(name: str) -> None:
    assert set(usual_after(name)) & set(KINDS)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Conv1D", "ReLU"),
        ("MaxPooling3D", "Conv3D"),
        ("SimpleRNN", "Dense"),
        ("GlobalMaxPooling1D", "Dense"),
        ("MultiHeadAttention", "Add"),
        ("RandomHue", "RandomRotation"),
        ("ELU", "Dense"),
    ],
)
def test_a_kind_is_followed_as_its_like_is_in_its_own_dimensions(name: str, first: str) -> None:
    assert usual_after(name)[0] == first


def test_nothing_is_known_of_a_layer_from_elsewhere() -> None:
    assert usual_after("Telepathy") == usual_before("Telepathy") == ()


def test_what_usually_comes_before_is_known_too() -> None:
    assert "Embedding" in usual_before("LSTM")
    assert usual_before("Add")[0] == "MultiHeadAttention"
    assert "Conv1D" in usual_before("MaxPooling1D")
