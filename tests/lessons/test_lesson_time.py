"""A shorter version of a run fits the time there is, and asks for nothing that the step's checks forbid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.graph.design import Design
from designer.graph.history import History
from designer.graph.specs import Bundled, DataSpec, Generated, TrainingSettings
from designer.lessons.lesson_time import FEW_EPOCHS, FEW_ROWS, Version, runs_wanted, trains, version_that_fits
from tests.lessons.lessons import check

MADE = Design(data=DataSpec(Generated(size=10_000)), training=TrainingSettings(epochs=200))
READ = replace(MADE, data=DataSpec(Bundled("iris")))


def version(found: Version | str) -> Version:
    assert isinstance(found, Version)
    return found


def test_fewer_epochs_come_first() -> None:
    found = version(version_that_fits(MADE, (), (), epoch_seconds=2.0, seconds=60))
    assert (found.epochs, found.rows) == (30, None)
    assert found.told == "30 epochs"
    assert not found.remarks


def test_rows_are_left_out_where_data_is_made_and_few_epochs_are_too_long() -> None:
    found = version(version_that_fits(MADE, (), (), epoch_seconds=60.0, seconds=60))
    assert found.epochs == FEW_EPOCHS
    assert found.rows == 1_000
    assert found.told == "10 epochs, 1,000 rows"
    assert version(version_that_fits(MADE, (), ("data",), 60.0, 60)).rows is None
    read = version(version_that_fits(READ, (), (), 60.0, 60))
    assert (read.epochs, read.rows) == (1, None)


@given(st.floats(0.01, 1_000), st.floats(1, 600), st.sampled_from([MADE, READ]))
def test_a_version_fits_or_is_the_shortest_there_is_and_says_so(epoch: float, seconds: float, design: Design) -> None:
    found = version_that_fits(design, (), (), epoch, seconds)
    if isinstance(found, Version):
        assert 1 <= found.epochs <= 200
        assert found.rows is None or FEW_ROWS <= found.rows < 10_000
        assert found.seconds <= seconds * 1.01 or found.remarks
    else:
        assert epoch * 200 <= seconds * 1.01


def test_it_is_one_step_that_can_be_undone() -> None:
    found = version(version_that_fits(MADE, (), (), 60.0, 60))
    history = History(MADE).apply(found.edit)
    assert history.present.training.epochs == FEW_EPOCHS
    assert history.present.data.source == Generated(size=1_000)
    assert history.undo().present == MADE


@pytest.mark.parametrize(
    ("text", "epochs"),
    [("at_least: 50", 50), ("at_most: 100", 30), ("{exactly: 60}", 60), ("{one_of: [20, 40, 80]}", 40)],
)
def test_epochs_that_a_check_asks_for_are_kept(text: str, epochs: int) -> None:
    asked = check("training", f"{{setting: epochs, {text.strip('{}')}}}")
    found = version(version_that_fits(MADE, (asked,), (), 2.0, 60))
    assert found.epochs == epochs
    assert ("shortest" in " ".join(found.remarks)) is (epochs > 30)


def test_what_a_check_looks_at_is_said() -> None:
    asked = check("metric", "{metric: loss, at_most: 0.1, epochs: 150}")
    assert "looks at 150 epochs" in " ".join(version(version_that_fits(MADE, (asked,), (), 2.0, 60)).remarks)
    none = check("training", "{setting: epochs, exactly: 200}")
    assert "all of its epochs" in str(version_that_fits(MADE, (none,), (), 2.0, 60))


def test_locked_settings_stay() -> None:
    assert "keeps the training settings" in str(version_that_fits(MADE, (), ("training",), 2.0, 60))


def test_several_runs_share_the_time() -> None:
    asked = (check("metric", "{metric: loss, at_most: 0.1, seeds: 3}"),)
    assert runs_wanted(asked) == 3
    assert version(version_that_fits(MADE, asked, (), 2.0, 60)).epochs == 10
    assert trains(asked)
    assert not trains((check("layers", "{of: Dense, exactly: 1}"),))
