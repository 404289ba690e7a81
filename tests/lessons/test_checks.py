"""Each check passes what does what it asks for, in whatever way, and fails what only nearly does, with what to do."""

import pytest

from designer.graph.design import Design
from designer.graph.edits import add_node, new_node, set_training
from designer.lessons.evidence import Trained, essence
from designer.lessons.reading import TAGS
from designer.values import ObjectValue
from tests.lessons.cases import CASES, DENSE, Case
from tests.lessons.lessons import check, judged, network


@pytest.mark.parametrize(("tag", "case"), [(tag, case) for tag, cases in CASES.items() for case in cases])
def test_a_check_passes_what_is_right_and_fails_what_is_wrong_or_nearly_right(tag: str, case: Case) -> None:
    assert case.judged(tag, case.right).passed
    for other in (case.wrong, case.nearly):
        verdict = case.judged(tag, other)
        assert not verdict.passed
        assert verdict.expected.endswith((".", "?"))
        assert verdict.found
        assert verdict.advice


def test_every_kind_of_check_has_a_right_a_wrong_and_a_nearly_right_case() -> None:
    assert set(CASES) == set(TAGS)
    for tag, cases in CASES.items():
        assert cases, tag
        for case in cases:
            assert len({repr(did) for did in (case.right, case.wrong, case.nearly)}) == 3, case.text


def test_a_problem_can_be_asked_for() -> None:
    stacked = network("layers.Dense(4), layers.Dense(1)")
    assert judged("problem", "{code: collapse, there: true}", stacked).passed
    assert not judged("problem", "{code: collapse, there: true}", network(DENSE)).passed
    assert not judged("problem", "code: collapse", stacked).passed
    assert not judged("problem", "code: warnings", stacked).passed


def test_a_layer_that_is_not_wired_does_not_count() -> None:
    design = network("layers.Dense(1)")
    loose = add_node(new_node(design, "Dense"), (0, 0))(design)
    assert judged("layers", "{of: Dense, exactly: 1}", loose).passed


def test_a_tip_of_the_lessons_own_takes_the_place_of_ours() -> None:
    assert judged("layers", "{of: Dense, at_least: 9, tip: Look up.}", network(DENSE)).advice == "Look up."


@pytest.mark.parametrize(
    ("tag", "text", "word"),
    [
        ("layers", "of: Dense", "exactly"),
        ("layers", "{of: Dense, exactly: 1, at_least: 1}", "Keep one"),
        ("weights", "{at_least: 5, at_most: 4}", "no number"),
        ("layers", "{of: Dens, exactly: 1}", "'Dens'"),
        ("order", "layers: []", "none"),
        ("order", "layers: [Dense, foo]", "'foo'"),
        ("apart", "of: foo", "'foo'"),
        ("apart", "of: relu", "'relu'"),
        ("order", "layers: [Dense, linear]", "'linear'"),
        ("layers", "{of: '', exactly: 1}", "''"),
        ("shape", "{is: [1], of: Dens}", "'Dens'"),
        ("shape", "{is: [1], which: 0}", "counted from 1"),
        ("setting", "{of: foo, setting: units, exactly: 1}", "'foo'"),
        ("setting", "{of: Dense, setting: foo, exactly: 1}", "'foo'"),
        ("setting", "{of: Dense, setting: units, which: 0, exactly: 1}", "counted from 1"),
        ("weights", "{of: foo, exactly: 1}", "'foo'"),
        ("answer", "ask: 'What?'", "none"),
        ("answer", "{ask: 'What?', number: 1, words: [one]}", "two"),
        ("answer", "{ask: 'What?', options: [{text: a}, {text: b}]}", "right: true"),
        ("answer", "{ask: 'What?', options: [{text: a, right: true}]}", "two options"),
        ("code", "same_as: 1 +", "Python"),
        ("code", "same_as: keras.Sequential([Foo()])", "Foo"),
    ],
)
def test_a_check_that_makes_no_sense_says_so(tag: str, text: str, word: str) -> None:
    assert word in check(tag, text).fault()


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("{ask: 'How many?', number: 2}", [2, "2", "2.0", " 2 "], [1, "two", "", "1e999", True, "2_0"]),
        (
            "{ask: 'How many?', number: 2080}",
            ["2,080", "2.080", "2 080", "2'080", "2080 %"],
            ["2,08", "20,80", "2,0800", "2,080.5"],
        ),
        ("{ask: 'How many?', number: 1600000}", ["1,600,000", "1.600.000"], ["1,600.000", "1,600"]),
        ("{ask: 'How much?', number: 0.5, tolerance: 0.1}", ["0,55", 0.6, "+.45"], [0.61, "-0.5"]),
        ("{ask: 'Who?', words: [the bias, bias]}", ["Bias", "  the  BIAS. ", "\u201ebias\u201c"], ["weight", 1]),
        ("{ask: 'Which?', options: [{text: a}, {text: b, right: true, say: Yes}]}", [2, "b"], [1, 3, 0, -1, "c", True]),
    ],
)
def test_an_answer_is_taken_as_people_write_it(text: str, right: list[object], wrong: list[object]) -> None:
    design = network(DENSE)
    told = f"{{name: mine, {text[1:]}"
    for given in right:
        assert judged("answer", told, design, answers={"mine": given}).passed, given
    for given in wrong:
        assert not judged("answer", told, design, answers={"mine": given}).passed, given
    assert judged("answer", told, design).waits


def test_a_guess_passes_whatever_it_is_and_then_says_how_it_was() -> None:
    text = "{name: mine, ask: 'What comes?', options: [{text: up}, {text: down, right: true, say: It falls.}]}"
    design = network(DENSE)
    assert judged("prediction", text, design).waits
    guessed = judged("prediction", text, design, guesses={"mine": 1})
    assert guessed.passed
    assert "down" not in guessed.found
    assert "it was 'down'" in judged("prediction", text, design, guesses={"mine": 1}, seen=True).found
    assert "It falls." in judged("prediction", text, design, guesses={"mine": 2}, seen=True).found


def run(design: Design, seed: int, **logs: tuple[float, ...]) -> Trained:
    return Trained(essence(design), seed, logs)


def test_a_figure_has_to_be_reached_in_time_and_by_this_network() -> None:
    design = network(DENSE)
    text = "{metric: val_loss, at_most: 0.1, epochs: 2}"
    assert judged("metric", text, design).waits
    assert judged("metric", text, design, runs=(run(design, 0, val_loss=(0.5, 0.09, 0.4)),)).passed
    late = judged("metric", text, design, runs=(run(design, 0, val_loss=(0.5, 0.2, 0.01)),))
    assert not late.passed
    assert "0.2" in late.found
    assert judged("metric", text, design, runs=(run(network("layers.Dense(1)"), 0, val_loss=(0.0,)),)).waits
    assert "no validation loss" in judged("metric", text, design, runs=(run(design, 0, loss=(0.0,)),)).found
    assert not judged("metric", text, design, runs=(run(design, 0, val_loss=(float("nan"),)),)).passed


def test_a_figure_can_be_asked_of_the_end_alone() -> None:
    design = network(DENSE)
    text = "{metric: loss, at_least: 0.5, epochs: 2, at_end: true}"
    assert judged("metric", text, design, runs=(run(design, 0, loss=(0.1, 0.7, 0.2)),)).passed
    fallen = judged("metric", text, design, runs=(run(design, 0, loss=(0.9, 0.2)),))
    assert not fallen.passed
    assert "0.2" in fallen.found
    assert "no loss" in judged("metric", text, design, runs=(run(design, 0, val_loss=(0.9,)),)).found


def test_a_figure_can_be_asked_of_several_seeds() -> None:
    design = network(DENSE)
    text = "{metric: loss, at_most: 0.1, seeds: 2}"
    one, other = run(design, 0, loss=(0.1,)), run(design, 1, loss=(0.05,))
    assert judged("metric", text, design, runs=(one, one)).waits
    assert judged("metric", text, design, runs=(one, other)).passed
    assert "seed 3" in judged("metric", text, design, runs=(one, run(design, 3, loss=(0.2,)))).found


def test_a_gap_is_a_difference_or_a_ratio_of_the_last_epoch() -> None:
    design = network(DENSE)
    runs = (run(design, 0, loss=(1.0, 0.1), val_loss=(1.0, 0.4)),)
    assert judged("gap", "at_least: 0.29", design, runs=runs).passed
    assert not judged("gap", "at_most: 0.29", design, runs=runs).passed
    assert judged("gap", "{at_least: 3.9, times: true}", design, runs=runs).passed
    assert not judged("gap", "{metric: accuracy, at_least: 0}", design, runs=runs).passed


def test_a_learning_rate_nobody_set_is_keras_own() -> None:
    design = set_training("", optimizer=ObjectValue("SGD"))(network(DENSE))
    assert judged("training", "{setting: learning_rate, exactly: 0.01}", design).passed


def test_a_metric_is_asked_for_by_what_the_history_calls_it() -> None:
    given = ("auc", ObjectValue("AUC", {"curve": "PR"}), ObjectValue("Recall", {"name": "found"}))
    design = set_training("", metrics=given)(network(DENSE))
    for name, there in (("auc", True), ("auc_1", True), ("found", True), ("recall", False)):
        assert judged("training", f"{{setting: metrics, one_of: [{name}]}}", design).passed is there


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("{setting: epochs, at_least: 200}", True),
        ("{setting: epochs, at_least: 201}", False),
        ("{setting: learning_rate, exactly: 0.01}", True),
        ("{setting: learning_rate, at_most: 0.001}", False),
        ("{setting: loss, one_of: [MeanSquaredError]}", True),
        ("{setting: optimizer, one_of: [SGD, RMSprop]}", False),
        ("{setting: metrics, one_of: [mean_absolute_error]}", True),
        ("{setting: callbacks, one_of: [EarlyStopping]}", False),
        ("{setting: shuffle, one_of: [true]}", True),
        ("{setting: shuffle, exactly: 1}", False),
    ],
)
def test_settings_of_training_are_checked(text: str, passed: bool) -> None:
    assert judged("training", text, network(DENSE)).passed is passed
