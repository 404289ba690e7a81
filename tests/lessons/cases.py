"""Each kind of check with what somebody did who did it right, who did not, and who did nearly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from designer.analysis import analyse
from designer.data import describe
from designer.graph.edits import set_training
from designer.graph.specs import Bundled, DataSpec, Generated, Source
from designer.lessons.checks import Evidence, Verdict
from designer.lessons.evidence import Given, Trained, essence
from designer.values import ObjectValue
from tests.lessons.lessons import check, network

DENSE = "layers.Dense(4), layers.ReLU(), layers.Dense(3, activation='relu'), layers.Dense(1)"

Logs = Mapping[str, tuple[float, ...]]


@dataclass(frozen=True)
class Did:
    """What somebody did: a network, its data and training, an answer or a guess, and what its runs logged, each with
    another seed.
    """

    layers: str = DENSE
    shape: str = "(2,)"
    data: Source = field(default_factory=Generated)
    training: Mapping[str, object] = field(default_factory=dict)
    answer: Given | None = None
    guess: Given | None = None
    runs: tuple[Logs, ...] = ()

    def evidence(self) -> Evidence:
        data = DataSpec(self.data)
        design = set_training("", **self.training)(network(self.layers, self.shape, data))
        runs = (Trained(essence(design), seed, logs) for seed, logs in enumerate(self.runs))
        return Evidence(analyse(design, describe(data)), _named(self.answer), _named(self.guess), tuple(runs))


@dataclass(frozen=True)
class Case:
    """A check as a lesson declares it, called `mine` where it asks."""

    text: str
    right: Did
    wrong: Did
    nearly: Did

    def judged(self, tag: str, did: Did) -> Verdict:
        asked = check(tag, self.text)
        assert not asked.fault()
        return asked.judge(did.evidence())


def drawn(text: str, right: str, wrong: str, nearly: str) -> Case:
    return Case(text, Did(right), Did(wrong), Did(nearly))


def learnt(text: str, right: Source, wrong: Source, nearly: Source) -> Case:
    return Case(text, Did(data=right), Did(data=wrong), Did(data=nearly))


def said(text: str, right: Given, wrong: Given, nearly: Given) -> Case:
    return Case(f"{{name: mine, {text}}}", Did(answer=right), Did(answer=wrong), Did(answer=nearly))


def made(text: str, layers: str, right: str, wrong: str, nearly: str) -> Case:
    """What the window says was made with a network of one input."""
    right_, wrong_, nearly_ = (Did(layers, shape="(1,)", answer=answer) for answer in (right, wrong, nearly))
    return Case(f"{{name: mine, {text}}}", right_, wrong_, nearly_)


def ran(text: str, right: Logs, wrong: Logs, nearly: Logs) -> Case:
    return Case(text, Did(runs=(right,)), Did(runs=(wrong,)), Did(runs=(nearly,)))


def _named(given: Given | None) -> dict[str, Given]:
    return {} if given is None else {"mine": given}


def _rate(rate: object) -> Did:
    return Did(training={"optimizer": ObjectValue("SGD", {"learning_rate": rate})})


FOUR = 'keras.Sequential([keras.Input((2,)), keras.layers.Dense(4, activation="relu")])'
UNIT = "layers.Dense(1, name='unit')"
ALONE = "keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])"
FALLING, RISING, TURNING = "90 40 - - - - - - 10", "10 - - - - - - - 90", "90 - - - 10 - - - 90"
DECAY = ObjectValue("ExponentialDecay", {"initial_learning_rate": 0.01, "decay_steps": 10, "decay_rate": 0.9})

CASES: Mapping[str, tuple[Case, ...]] = {
    "layers": (
        drawn("{of: Dense, at_least: 2, at_most: 3}", DENSE, "layers.Dense(1)", "layers.Dense(4), layers.ReLU()"),
        drawn("{of: activation, exactly: 2}", DENSE, "layers.Dense(1)", "layers.Dense(1, activation='linear')"),
        drawn("{of: relu, at_least: 1}", "layers.Activation('relu')", "layers.Dense(1)", "layers.ELU()"),
        drawn("{of: [Dense, ReLU], exactly: 5}", DENSE, "layers.Dense(1)", "layers.Dense(4), layers.ReLU(), layers.Dense(1)"),
        drawn("{exactly: 1}", "layers.Dense(1)", DENSE, "layers.Dense(1), layers.ReLU()"),
    ),
    "order": (
        drawn("layers: [Dense, relu, '...', Dense]", DENSE, "layers.Dense(1)", "layers.Dense(4), layers.Dense(1)"),
        drawn("layers: [Dense, activation, Dense]", "layers.Dense(4, 'tanh'), layers.Dense(1)", DENSE, "layers.Dense(1)"),
    ),
    "apart": (
        drawn("of: Dense", DENSE, "layers.Dense(4), layers.Dense(1)", "layers.Dense(4), layers.Dropout(0.5), layers.Dense(1)"),
    ),
    "setting": (
        drawn("{of: Dense, setting: units, which: last, exactly: 1}", DENSE, "layers.ReLU()", "layers.Dense(4)"),
        drawn("{of: Dense, setting: units, which: any, at_least: 4}", DENSE, "layers.Dense(1)", "layers.Dense(3)"),
        drawn("{of: Dense, setting: use_bias, one_of: [true]}", DENSE, "layers.ReLU()", "layers.Dense(1), layers.Dense(2, use_bias=False)"),
        drawn("{of: Dense, setting: activation, which: 1, one_of: [linear]}", DENSE, "layers.ReLU()", "layers.LSTM(2)"),
    ),
    "shape": (
        drawn("is: [1]", DENSE, "layers.Dense(4)", "layers.Dense(1), layers.Reshape((1, 1))"),
        drawn("{is: [null], of: Dense, which: first}", DENSE, "layers.ReLU()", "layers.Reshape((2, 1)), layers.Dense(4)"),
        drawn("is: [null, 1]", "layers.Reshape((2, 1))", DENSE, "layers.Reshape((1, 2))"),
    ),
    "weights": (
        drawn("at_most: 31", DENSE, "layers.Dense(99)", "layers.Dense(11)"),
        drawn("{exactly: 3, of: Dense}", "layers.Dense(1)", "layers.ReLU()", "layers.Dense(1, use_bias=False)"),
    ),
    "data": (
        learnt("{setting: source, one_of: [iris]}", Bundled("iris"), Generated(), Bundled("wine")),
        learnt("{setting: features, exactly: 4}", Bundled("iris"), Bundled("wine"), Generated()),
        learnt("{setting: rows, at_least: 400}", Generated(size=400), Generated(size=20), Generated(size=399)),
        learnt("{setting: task, one_of: [multiclass]}", Bundled("iris"), Generated(), Generated("moons")),
    ),
    "training": (
        Case("{setting: epochs, at_least: 200}", Did(), Did(training={"epochs": 1}), Did(training={"epochs": 199})),
        Case("{setting: learning_rate, exactly: 0.01}", Did(training={"optimizer": ObjectValue("SGD")}), _rate(1.0), _rate(0.011)),
        Case("{setting: learning_rate, at_most: 0.01}", _rate(0.01), _rate(1.0), _rate(DECAY)),
        Case("{setting: optimizer, one_of: [SGD, RMSprop]}", _rate(0.1), Did(), Did(training={"optimizer": ObjectValue("Adamax")})),
        Case("{setting: metrics, one_of: [accuracy]}", Did(training={"metrics": ("accuracy",)}), Did(training={"metrics": ()}), Did(training={"metrics": ("binary_accuracy",)})),
        Case("{setting: callbacks, one_of: [EarlyStopping]}", Did(training={"callbacks": (ObjectValue("EarlyStopping"),)}), Did(), Did(training={"callbacks": (ObjectValue("ReduceLROnPlateau"),)})),
        Case("{setting: shuffle, one_of: [false]}", Did(training={"shuffle": False}), Did(training={"shuffle": True}), Did()),
    ),
    "metric": (
        ran("{metric: val_loss, at_most: 0.1, epochs: 2}", {"val_loss": (0.5, 0.09, 0.4)}, {"loss": (0.0,)}, {"val_loss": (0.5, 0.2, 0.01)}),
        ran("{metric: accuracy, at_least: 0.9, at_end: true, epochs: 1}", {"accuracy": (0.9, 0.1)}, {"accuracy": (0.1,)}, {"accuracy": (0.8, 0.95)}),
        Case(
            "{metric: val_accuracy, at_least: 0.9, seeds: 2}",
            Did(runs=({"val_accuracy": (0.9,)}, {"val_accuracy": (0.95,)})),
            Did(runs=({"val_accuracy": (0.5,)},)),
            Did(runs=({"val_accuracy": (0.9,)}, {"val_accuracy": (0.89,)})),
        ),
    ),
    "gap": (
        ran("at_least: 0.3", {"loss": (1.0, 0.1), "val_loss": (1.0, 0.5)}, {"loss": (1.0,), "val_loss": (1.0,)}, {"loss": (0.1, 0.3), "val_loss": (0.9, 0.5)}),
        ran("{metric: accuracy, at_least: 2, times: true}", {"accuracy": (0.3,), "val_accuracy": (0.6,)}, {"accuracy": (0.6,), "val_accuracy": (0.3,)}, {"accuracy": (0.3,), "val_accuracy": (0.59,)}),
        ran("{at_most: 0.1, epochs: 1}", {"loss": (0.1, 0.1), "val_loss": (0.15, 0.9)}, {"loss": (0.1,)}, {"loss": (0.1, 0.1), "val_loss": (0.9, 0.15)}),
    ),
    "problem": (
        drawn("code: errors", DENSE, "layers.Conv2D(3, 3)", "layers.Dense(1), layers.Conv1D(2, 3)"),
        drawn("{code: collapse, there: true}", "layers.Dense(4), layers.Dense(1)", "layers.Dense(1)", DENSE),
        drawn("code: warnings", DENSE, "layers.Conv2D(3, 3)", "layers.Dense(4), layers.Dense(1)"),
    ),
    "prediction": (
        Case("{name: mine, ask: 'What comes?', options: [{text: up}, {text: down, right: true}]}", Did(guess=1), Did(), Did(answer=2)),
    ),
    "sketch": (
        Case("{name: mine, ask: 'How will it go?', must: fall}", Did(guess=FALLING), Did(guess=RISING), Did(guess=TURNING)),
        Case("{name: mine, ask: 'How will it go?'}", Did(guess=RISING), Did(), Did(guess="90 40")),
    ),
    "answer": (
        said("ask: 'How many?', number: 3, tolerance: 0.5", "3,5", 30, "3.51"),
        said("ask: 'Who?', words: [the bias]", "The  Bias.", "weight", "bias"),
        said("ask: 'Which?', options: [{text: a, say: It never was.}, {text: b, right: true, say: Yes.}]", "b", "a", "B"),
    ),
    "fault": (
        said("is: rate-high, among: [rate-high, rate-low, noise]", "The learning rate is far too large", "The data is mostly noise", "The learning rate is far too small"),
        said("is: zeros, among: [zeros, noise]", 1, 2, "zeros"),
    ),
    "code": (
        drawn(f"same_as: '{FOUR}'", "layers.Dense(4, name='mine'), layers.ReLU()", "layers.Conv2D(3, 3)", "layers.Dense(4, activation='tanh')"),
        said(
            f"of: answer, ask: 'What is its code?', same_as: '{FOUR}'",
            "model = keras.Sequential()\nmodel.add(keras.Input((2,)))\nmodel.add(keras.layers.Dense(4, name='mine'))\nmodel.add(keras.layers.ReLU())",
            "Dense of 4 units",
            FOUR.replace("relu", "tanh"),
        ),
        said(f"of: answer, same_as: '{FOUR}'", FOUR, "import os\n", FOUR.replace("Dense(4", "Dense(3")),
        said(f"of: answer, same_as: '{FOUR}'", FOUR, "keras.Sequential([Foo()])", FOUR.replace(")])", "), keras.layers.Dense(1)])")),
    ),
    "hand": (
        made("points: [[0, 4], [5, 14]], within: 0.5", UNIT, "unit: 2.1; 3.9", "unit: 3; 0", "unit: 2.1; 4.1"),
        made("points: [[-1, 0.5], [1, 0.5], [3, 2.5]], within: 0.1", f"{UNIT}, layers.ReLU(), layers.Dense(1, name='out')", "unit: 1; -1\nout: 1; 0.5", "unit: 1; 5\nout: 1; 0.5", "unit: 1; -1"),
    ),
    "export": (
        made("form: script", UNIT, f"script\n{ALONE}", f"model\n{ALONE}", f"script\n{ALONE.replace('(1)', '(1, use_bias=False)')}"),
        made("form: keras", UNIT, f"keras\n{ALONE}", "keras\n", f"keras\n{ALONE.replace(')])', '), keras.layers.ReLU()])')}"),
    ),
}  # fmt: skip
