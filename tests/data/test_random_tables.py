"""Whatever a file holds: examples, or one sentence; and the printed code gives the same arrays."""

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.data import guess_table, load_examples, source_code
from designer.errors import DataError
from designer.graph.specs import DataSpec, Table

NUMBERS = ["1", "2", "3.5", "-4", "1e3", " 7", "1.", ".5", "99999999999999999999", ""]
ODD = ["2,5", "inf", "nan", "NA", " ", " x", "x ", '"q,"', "'", '"', "1_0", "0x1", "١", "1e999", "\t", "1 2", "#", "."]
CELLS = st.sampled_from([*NUMBERS, *ODD, "a", "b", "True", "false", "2024-01-01", "é"])
KINDS = st.one_of(
    st.lists(st.sampled_from(NUMBERS), min_size=2, max_size=4),
    st.sampled_from([["a", "b"], ["True", "false"], ["é", "", "b"], ["2,5", "1", "1,25"], ["0", "1"]]),
    st.lists(CELLS, min_size=1, max_size=3),
)
LINES = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """Texts that look like tables, most of them with something odd, many long enough to be read."""
    width = draw(st.integers(1, 5))
    separator, line = draw(st.sampled_from([",", ";", "\t", "|"])), draw(LINES)
    kinds = draw(st.lists(KINDS, min_size=width, max_size=width))
    rows = [[draw(st.sampled_from(kind)) for kind in kinds] for _ in range(draw(st.sampled_from([5, 15, 25, 40])))]
    rows.insert(0, draw(st.permutations(["a", "b", "c", "d", ""]).map(lambda names: names[:width])))
    if draw(st.integers(0, 5)) == 0:
        rows[draw(st.integers(0, len(rows) - 1))].append(draw(CELLS))
    return line.join(separator.join(row) for row in rows).encode(
        draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    )


CHOICES = st.fixed_dictionaries(
    {
        "header": st.sampled_from([True, True, False]),
        "target": st.sampled_from(["", "", "a", "column 1"]),
        "features": st.sampled_from([(), (), (), ("b",), ("a", "c")]),
        "task": st.sampled_from(["auto", "regression", "classification"]),
        "missing": st.sampled_from(["drop", "fill"]),
    }
)


def hold(table: Table) -> None:
    spec = DataSpec(table)
    try:
        examples = load_examples(spec)
    except DataError as error:
        assert str(error).endswith(".") and "\n" not in str(error)
        return
    event("read")
    assert np.isfinite(examples.x_train).all() and np.isfinite(examples.y_train).all()
    assert examples.x_train.shape[1:] == examples.facts.input_shape
    code, space = source_code(spec), {}
    exec("\n".join((*code.imports, *code.functions, code.body)), space)
    assert np.array_equal(space["x_train"], examples.x_train) and np.array_equal(space["y_train"], examples.y_train)
    assert len(examples.facts.preview[0]) == len(examples.facts.columns)


@settings(max_examples=200)
@given(
    content=st.one_of(tables(), tables(), tables(), tables(), st.binary(max_size=80)),
    choices=CHOICES,
    separator=st.characters(),
)
def test_any_file_gives_examples_or_one_sentence(content: bytes, choices: dict[str, object], separator: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        path.write_bytes(content)
        guessed = guess_table(path)
        hold(guessed)
        hold(replace(guessed, **choices))
        hold(Table(str(path), separator=separator))
