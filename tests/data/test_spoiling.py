"""Data that is spoiled for an exercise is so in a run and in the script alike, and only where it says so."""

from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from designer.data import load_examples
from designer.data.sources import BUNDLED, PATTERNS
from designer.errors import DataError
from designer.graph.specs import Arrays, Bundled, DataSpec, Generated, Shapes, Spoiled, Table
from tests.data.test_code import assert_same, text_of

SPOILED: tuple[Spoiled, ...] = ("labels", "rows")
SOURCES = [*(Generated(pattern=name, size=60) for name in PATTERNS), *(BUNDLED[name].start for name in BUNDLED)]


@pytest.mark.parametrize("how", SPOILED)
@pytest.mark.parametrize("source", SOURCES, ids=str)
def test_the_script_spoils_it_in_the_same_way(source: Generated | Bundled, how: Spoiled) -> None:
    assert_same(DataSpec(source, spoiled=how))


@pytest.mark.parametrize("how", SPOILED)
def test_a_table_is_spoiled_too_however_it_is_split(tmp_path: Path, how: Spoiled) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("a,b,w,y\n" + "\n".join(f"{at},{at % 3},{at / 9},{'yes' if at % 4 else 'no'}" for at in range(80)))
    for spec in (DataSpec(Table(str(path), weights="w")), DataSpec(Table(str(path)), split_by="class")):
        assert_same(replace(spec, spoiled=how))


@pytest.mark.parametrize("how", SPOILED)
def test_data_of_several_parts_is_spoiled_too(how: Spoiled) -> None:
    spec = DataSpec(Shapes(size=40), spoiled=how)
    space: dict[str, dict[str, np.ndarray]] = {}
    exec(compile(text_of(spec), "script.py", "exec"), space)
    examples = load_examples(spec)
    for name in ("x_train", "y_train", "x_validation", "y_validation"):
        for part, expected in getattr(examples, name).items():
            assert np.array_equal(space[name][part], expected)


def test_shuffled_answers_are_the_same_answers_on_the_same_rows() -> None:
    sound = load_examples(DataSpec(Generated(size=200)))
    spoiled = load_examples(DataSpec(Generated(size=200), spoiled="labels"))
    assert np.array_equal(sound.x_train, spoiled.x_train)
    assert not np.array_equal(sound.y_train, spoiled.y_train)
    both = [np.sort(np.concatenate((one.y_train, one.y_validation)), axis=0) for one in (sound, spoiled)]
    assert np.array_equal(*both)
    assert abs(np.corrcoef(spoiled.x_train[:, 0], spoiled.y_train[:, 0])[0, 1]) < 0.25
    assert spoiled.facts.preview != sound.facts.preview


def test_a_table_shows_the_answers_as_they_are_now(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("a,y\n" + "\n".join(f"{at},{at * 2}.5" for at in range(60)))
    sound, spoiled = (load_examples(DataSpec(Table(str(path)), spoiled=how)).facts for how in ("", "labels"))  # type: ignore[arg-type]
    assert [row[0] for row in sound.preview] == [row[0] for row in spoiled.preview]
    assert [row[1] for row in sound.preview] != [row[1] for row in spoiled.preview]
    assert sound.correlation[0][1] > 0.99
    assert abs(spoiled.correlation[0][1]) < 0.4


def test_rows_that_are_there_twice_are_on_both_sides_and_counted() -> None:
    examples = load_examples(DataSpec(Generated(size=200), spoiled="rows"))
    trained = {tuple(row) for row in examples.x_train.tolist()}
    copies = sum(tuple(row) in trained for row in examples.x_validation.tolist())
    assert copies > 20
    (hint,) = examples.facts.hints
    assert (hint.kind, hint.amount, hint.of) == ("copies", copies, 40)
    assert not load_examples(DataSpec(Generated(size=200))).facts.hints


def test_rows_on_the_disk_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from designer.data import room

    np.savez(tmp_path / "rows.npz", x=np.zeros((300, 4), "float32"), y=np.zeros((300, 1), "float32"))
    monkeypatch.setattr(room, "MOST_NUMBERS", 100)
    with pytest.raises(DataError, match="larger than memory"):
        load_examples(DataSpec(Arrays(str(tmp_path / "rows.npz")), spoiled="rows"))
