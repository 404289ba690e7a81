"""Searching by a few letters."""

from designer.ui.fuzzy import fit


def test_the_same_text_fits_best() -> None:
    assert fit("dense", "Dense") > fit("den", "Dense") > fit("ense", "Dense") > fit("dns", "Dense") > 0


def test_letters_in_another_order_do_not_fit() -> None:
    assert fit("esned", "Dense") == 0


def test_a_word_inside_fits_better_than_letters_inside() -> None:
    assert fit("pool", "max pooling") > fit("pool", "maxpooling")


def test_nothing_typed_fits_everything() -> None:
    assert fit("", "anything") == 100
