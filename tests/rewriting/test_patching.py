"""A change of the design in a text of the user's own."""

from designer.rewriting import patched

BEFORE = "import keras\n\na = 1\nb = 2\nc = 3\n"
OWN = "import keras  # mine\n\n# what comes first\na = 1\nb   =   2\nc = 3\n"


def test_a_line_that_changed_is_replaced_and_all_others_stay() -> None:
    assert patched(OWN, BEFORE, BEFORE.replace("a = 1", "a = 9")) == OWN.replace("a = 1", "a = 9")


def test_lines_are_added_behind_the_one_they_follow() -> None:
    assert patched(OWN, BEFORE, BEFORE.replace("c = 3", "c = 3\nd = 4")) == OWN.replace("c = 3", "c = 3\nd = 4")


def test_lines_that_are_gone_are_taken_out() -> None:
    assert patched(OWN, BEFORE, BEFORE.replace("c = 3\n", "")) == OWN.replace("c = 3\n", "")


def test_there_is_no_place_where_the_user_wrote_the_line_otherwise() -> None:
    assert patched(OWN, BEFORE, BEFORE.replace("b = 2", "b = 7")) is None


def test_a_text_that_is_as_it_was_written_becomes_the_new_one() -> None:
    assert patched(BEFORE, BEFORE, "all\nelse\n") == "all\nelse\n"
