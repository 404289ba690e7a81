"""YAML is plain: words stay words, each value has its line, and what is not plain is refused with a sentence."""

import pytest

from designer.lessons.yamltext import LONGEST, MOST, YamlFault, read_yaml


def test_words_stay_words_and_numbers_are_numbers() -> None:
    said = read_yaml("a: no\nb: 12:30\nc: 3\nd: 0.5\ne: true\nf: '3'\ng: [1, null]\nh: 1e3\ni: 0x10")
    assert said.value == {
        "a": "no",
        "b": "12:30",
        "c": 3,
        "d": 0.5,
        "e": True,
        "f": "3",
        "g": [1, None],
        "h": 1000.0,
        "i": "0x10",
    }


def test_each_value_has_its_line() -> None:
    said = read_yaml("a: 1\nb:\n  - c: 2\n  - c: 3\n    d: 4\n")
    assert [said.line(way) for way in (("a",), ("b", 1), ("b", 1, "d"), ("b", 1, "nothing"))] == [1, 4, 5, 4]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("a: 1\nb: &x 2\n", 2, "anchor"),
        ("a: *x\n", 1, "alias"),
        ("a: !!python/object/apply:os.system [echo]\n", 1, "tag"),
        ("a: 1\na: 2\n", 2, "twice"),
        ("a: [1\n", 2, "YAML"),
        ("? [a]\n: 1\n", 1, "word"),
        ("[" * 200, 1, "deep"),
        ("\n".join(f"- {n}" for n in range(MOST + 1)), MOST - 1, "at most"),
        ("a" * (LONGEST + 1), 1, "characters"),
        ("a: \x00", 1, "YAML"),
    ],
)
def test_what_is_not_plain_is_refused_with_its_line(text: str, line: int, word: str) -> None:
    with pytest.raises(YamlFault, match=word) as refused:
        read_yaml(text)
    assert refused.value.line == line
