"""The messages between the window (or the command line) and the worker.

Each is a frozen struct whose JSON/MessagePack form carries its name as `type`. `framing` puts them on a pipe.
The worker answers every `Request` that has an `id` with exactly one reply of the same `id`: the one named in
its docstring, or `Failed`; only `ColumnsSeen` comes before such a `Failed`. `Ready`, `Beat` and `Failed(id=0)` come unasked.
"""

from typing import Literal, TypeAlias

import msgspec

from designer.data.fields import Given
from designer.data.script import DataCode
from designer.graph.specs import Column, DataFacts, DataSpec
from designer.judging.figures import Judged, Ranking
from designer.plan import NetworkPlan, TrainingPlan
from designer.training.forms import Form

Trainer: TypeAlias = Literal["fused", "graph", "fit"]
"""`fused`: whole epochs in one XLA program. `graph`: the same loop without XLA. `fit`: `Model.fit`."""


class Message(msgspec.Struct, frozen=True, tag_field="type"):
    """Anything that crosses the pipe."""


# --- to the worker ------------------------------------------------------------------------------


class Describe(Message, frozen=True, tag="describe"):
    """Read the data and say what it is like. Answer: `Described`."""

    id: int
    data: DataSpec


class Prepare(Message, frozen=True, tag="prepare"):
    """Build and compile this plan ahead, so that `Train` with it starts at once. Answer: `Prepared`.

    A newer `Prepare` or a `Train` makes an unfinished older one pointless; the worker may answer that one
    `Prepared(done=False)`.
    """

    id: int
    plan: TrainingPlan
    trainer: Trainer = "fused"


class TryBatch(Message, frozen=True, tag="try batch"):
    """Train a copy of this plan's network on one batch and see how far its loss falls. Answer: `BatchTried`.

    No other network is changed by it.
    """

    id: int
    plan: TrainingPlan


class Train(Message, frozen=True, tag="train"):
    """Train from fresh weights for `plan.training.epochs` epochs. Answers: `Started`, `Epochs` …, `Finished`.

    `pause_after` stops to wait after so many epochs (1: train one epoch, then pause).
    """

    id: int
    plan: TrainingPlan
    trainer: Trainer = "fused"
    pause_after: int = 0


class Pause(Message, frozen=True, tag="pause"):
    """Pause the run after the epoch in hand. The worker says `Paused`."""


class Resume(Message, frozen=True, tag="resume"):
    """Go on with a paused run; with `epochs` > 0 pause again after so many."""

    epochs: int = 0


class Stop(Message, frozen=True, tag="stop"):
    """End the run now; it is evaluated as it is. The worker says `Finished(outcome="stopped")`."""


class Rewind(Message, frozen=True, tag="rewind"):
    """Take the last trained network back to the last moment kept up to `epoch`. Answer: `Rewound`.

    It can be asked while a run waits, which then goes on from its newest epoch all the same, or after it. While a run
    trains nothing is moved, and the answer says after how many epochs it is.
    """

    id: int
    epoch: int


class GoOn(Message, frozen=True, tag="go on"):
    """Train the last trained network on from a moment that is kept, up to `epochs` epochs. Answers: as to `Train`.

    Epochs are counted on from there; what the run kept of later ones is forgotten. A run that is on is ended first.
    """

    id: int
    epoch: int
    epochs: int


class Evaluate(Message, frozen=True, tag="evaluate"):
    """Evaluate the last trained network on the held-out rows. Answer: `Evaluated`, or `Failed` while epochs are run.

    `known` are its metrics where they were measured before with the same weights, which saves most of the time.
    """

    id: int
    known: dict[str, float] = {}


class Save(Message, frozen=True, tag="save"):
    """Write a network, atomically: the last trained one, or `plan` untrained. Answer: `Saved`.

    `network` is written where there is no data that fits it: the rows it is checked with are then made up.
    `int8` makes its weights and sums small whole numbers (LiteRT only). With `check` it is read again by a clean
    process, and answers some rows there, before `Saved` comes.
    """

    id: int
    path: str
    plan: TrainingPlan | None = None
    form: Form = "keras"
    int8: bool = False
    check: bool = False
    network: NetworkPlan | None = None


class Prove(Message, frozen=True, tag="prove"):
    """Run the script of this plan in a clean process, train here too, and compare. Answer: `Proved`.

    The last trained network stays what it is. `beside` names the file with the weights that the script starts from,
    where it expects that beside itself.
    """

    id: int
    plan: TrainingPlan
    script: str
    beside: str = ""


class Cancel(Message, frozen=True, tag="cancel"):
    """Give up a `Prove` or a `Rank`, which is answered all the same."""

    request: int


class LookInside(Message, frozen=True, tag="look inside"):
    """Say what some layers of this plan's network hold and do. Answer: `Inside`, between two epochs of a run.

    `nodes` are ids of the design's nodes. Of more than `most` units or inputs `few` are sent, evenly spaced.
    `grid` points on a side make the map of a unit; 0: no maps are wanted. Where more than two numbers go in, maps are over
    the `features`, one or two places in an example; all others stay as for a `Survey`.
    """

    id: int
    plan: TrainingPlan
    nodes: tuple[str, ...]
    most: int = 24
    few: int = 16
    grid: int = 28
    features: tuple[int, ...] = ()


class Survey(Message, frozen=True, tag="survey"):
    """Say what this plan's network answers over the plane of two features, or along one. Answer: `Surveyed`.

    `features` are one or two places in an example, across and up; all others stay at their middle value in the training
    rows, or in their commonest category. `grid` points are asked about on a side. `points`: some of the examples are wanted too.
    """

    id: int
    plan: TrainingPlan
    features: tuple[int, ...]
    grid: int = 40
    points: bool = True


class Measure(Message, frozen=True, tag="measure"):
    """Say how large weights and gradients are in each layer of this plan's network, and which units answer nothing.

    Answer: `Measured`, between two epochs of a run.
    """

    id: int
    plan: TrainingPlan


class ReadWeights(Message, frozen=True, tag="read weights"):
    """Say what the weights of one Dense layer of this plan's network are. Answer: `Weights`, between two epochs."""

    id: int
    plan: TrainingPlan
    node: str


class Cell(msgspec.Struct, frozen=True):
    """One weight of a Dense layer: from input `row` to unit `column`; the row after the last input is the biases."""

    row: int
    column: int
    value: float


class SetWeights(Message, frozen=True, tag="set weights"):
    """Set some weights of a Dense layer by hand; without `cells`, take back all that was set. Answer: `Weights`.

    While a run trains nothing is set. A run that waits goes on with them, and so does one that goes on from there;
    `Rewind` takes them back too. Set in a network that was not trained, they are what its next run starts from.
    """

    id: int
    plan: TrainingPlan
    node: str
    cells: tuple[Cell, ...] = ()


class Judge(Message, frozen=True, tag="judge"):
    """Hold what the last trained network says to the held-out rows against what they are. Answer: `Judgement`."""

    id: int


class Rank(Message, frozen=True, tag="rank"):
    """Find out which columns the last trained network goes by, `repeats` times each. Answer: `Ranked`, which may last."""

    id: int
    repeats: int = 5


class ShowRows(Message, frozen=True, tag="show rows"):
    """Show some of the held-out rows of the last trained network, by their places among these. Answer: `RowsShown`.

    `judged`: those of the network that was judged last are meant, which may be an earlier one, of other data.
    """

    id: int
    places: tuple[int, ...]
    judged: bool = False


class Answer(Message, frozen=True, tag="answer"):
    """Say what the last trained network answers to one example, filled in field by field. Answer: `Said`."""

    id: int
    given: dict[str, Given]


class AnswerTable(Message, frozen=True, tag="answer table"):
    """Write what the last trained network says to each row of a CSV file beside it, as a new file. Answer: `TableSaid`."""

    id: int
    source: str
    target: str


class Quit(Message, frozen=True, tag="quit"):
    """End the process. Closing the pipe does the same."""


Request: TypeAlias = (
    Describe
    | Prepare
    | TryBatch
    | Train
    | Pause
    | Resume
    | Stop
    | Rewind
    | GoOn
    | Evaluate
    | Save
    | Prove
    | Cancel
    | LookInside
    | Survey
    | Measure
    | ReadWeights
    | SetWeights
    | Judge
    | Rank
    | ShowRows
    | Answer
    | AnswerTable
    | Quit
)


# --- from the worker ----------------------------------------------------------------------------


class Ready(Message, frozen=True, tag="ready"):
    """TensorFlow is loaded. Before it only `Describe` is answered; other requests wait."""

    tensorflow: str
    keras: str
    device: str
    pid: int


class Beat(Message, frozen=True, tag="beat"):
    """A sign of life, twice a second from a thread of its own for as long as the worker lives."""


class Described(Message, frozen=True, tag="described"):
    """What the data is like, and the code by which a script makes the same examples."""

    id: int
    facts: DataFacts
    code: DataCode


class Forecast(msgspec.Struct, frozen=True):
    """What a run takes on this machine: seconds for an epoch, and bytes in all."""

    epoch_seconds: float
    memory: int


class Prepared(Message, frozen=True, tag="prepared"):
    """The plan is compiled (`done`), or was overtaken by a newer request."""

    id: int
    done: bool = True
    seconds: float = 0.0
    forecast: Forecast | None = None


class BatchTried(Message, frozen=True, tag="batch tried"):
    """The answer to `TryBatch`: in so many `steps` on so many `rows` the loss went from `first` to `last`.

    `last` is no number where it stopped being one.
    """

    id: int
    rows: int
    steps: int
    first: float
    last: float


class Started(Message, frozen=True, tag="started"):
    """A run begins. `reason` says why a slower trainer than the one asked for is used, or is empty.

    `start` is a sentence about weights that were trained before or set by hand, if the run starts from such.
    """

    id: int
    trainer: Trainer
    reason: str
    epochs: int
    parameters: int
    training_rows: int
    validation_rows: int
    start: str = ""


class Epochs(Message, frozen=True, tag="epochs"):
    """All epochs since the last message: the first one's number (from 1), each log's values, and the pace.

    `logs` has Keras's names (`loss`, `val_loss`, `accuracy`, …), each with one value per epoch; `learning_rate` is
    always among them.
    """

    id: int
    first: int
    logs: dict[str, tuple[float, ...]]
    epochs_per_second: float


class Paused(Message, frozen=True, tag="paused"):
    """The run waits after `epoch` epochs."""

    id: int
    epoch: int


class Kept(Message, frozen=True, tag="kept"):
    """The epochs the run can be taken back to, the memory they take and may take; before each `Paused` and `Finished`."""

    id: int
    epochs: tuple[int, ...]
    bytes: int
    most_bytes: int = 0


class Rewound(Message, frozen=True, tag="rewound"):
    """The answer to `Rewind`: the network is as it was after `epoch` epochs."""

    id: int
    epoch: int


class Resumed(Message, frozen=True, tag="resumed"):
    """The run goes on. `told` is a sentence about weights that were set by hand meanwhile, or empty."""

    id: int
    told: str = ""


class Answered(msgspec.Struct, frozen=True):
    """How one of several outputs told classes apart: `confusion[i][j]` counts rows of class i taken for class j."""

    target: str
    classes: tuple[str, ...]
    confusion: tuple[tuple[int, ...], ...]


class Evaluation(msgspec.Struct, frozen=True):
    """A network judged on `rows` held-out rows. `confusion[i][j]` counts rows of class i taken for class j.

    `outputs` has the outputs that tell classes apart, where there are several outputs.
    """

    rows: int
    metrics: dict[str, float]
    classes: tuple[str, ...] = ()
    confusion: tuple[tuple[int, ...], ...] = ()
    outputs: tuple[Answered, ...] | msgspec.UnsetType = msgspec.UNSET


class Ending(msgspec.Struct, frozen=True):
    """What watched over the end of a run: in epoch `best` (from 1) `monitor` was best.

    `early`: it ended the run, as that had not got better for `patience` epochs, nor beaten `baseline` if there is one.
    `restored`: the weights are those of that epoch.
    """

    monitor: str
    best: int
    patience: int
    early: bool = False
    restored: bool = False
    baseline: float | None = None


class Finished(Message, frozen=True, tag="finished"):
    """The run is over. `sentence` says why if the outcome is `diverged` (the loss is no number any more), or that weights
    were set by hand before it was stopped.

    A run that EarlyStopping ended is `done`, and `ending` says so.
    """

    id: int
    outcome: Literal["done", "stopped", "diverged"]
    epochs: int
    seconds: float
    trainer: Trainer
    evaluation: Evaluation | None
    sentence: str = ""
    ending: Ending | None = None


class Evaluated(Message, frozen=True, tag="evaluated"):
    """The answer to `Evaluate`."""

    id: int
    evaluation: Evaluation


class Check(msgspec.Struct, frozen=True):
    """What a clean process found that read a file again and asked it about `rows` rows.

    `difference` is the largest from an answer of the network itself. `agreeing` is, for a classification, how many
    rows are taken for the same class. `fault` says in a sentence what is wrong with the file, or is empty. `made_up`
    rows are no data of anybody's.
    """

    rows: int = 0
    difference: float = 0.0
    agreeing: int | None = None
    fault: str = ""
    made_up: bool = False


class Proof(msgspec.Struct, frozen=True):
    """A script's run beside the application's own.

    `difference` is the largest between values of the two histories over `epochs` epochs, `answers` that between
    what the two networks answer to `rows` rows. `fault` says in a sentence what is not the same, or is empty.
    Where `of` is more than `epochs`, rounding led the two apart after these, and the answers are not compared.
    """

    epochs: int = 0
    difference: float = 0.0
    rows: int = 0
    answers: float = 0.0
    fault: str = ""
    of: int = 0


class Proved(Message, frozen=True, tag="proved"):
    """The answer to `Prove`; without a proof if it was cancelled."""

    id: int
    proof: Proof | None = None


class Saved(Message, frozen=True, tag="saved"):
    """The file is written, and found to be what `check` says if that was asked for.

    `start` is a sentence about weights trained before, or empty.
    """

    id: int
    path: str
    check: Check | None = None
    start: str = ""


MapKind: TypeAlias = Literal["unasked", "none", "plane", "curve", "weights"]
"""What the maps of a layer's units show: their answer over the plane of two inputs or along a single one, or their
weights laid out like the image that comes in. `none`: there can be none, as the inputs are of another shape."""


class LayerInside(msgspec.Struct, frozen=True):
    """What one node holds and does.

    It has `units` units, of which those in `shown` were sent (numbers from 0). A Dense layer also has weights from
    `inputs` inputs, of which those in `shown_inputs` were sent: `kernel` is float32, a row for each of these, a column
    for each shown unit; `bias` float32, one for each shown unit, or empty without bias. `largest` is the largest size
    of any weight or bias, sent or not. `maps` is float32 of `map_shape` (shown units, height, width), the first row
    at the top, where the second input is largest; `map_largest` is the largest size of any number in it.
    """

    units: int
    shown: tuple[int, ...]
    inputs: int = 0
    shown_inputs: tuple[int, ...] = ()
    kernel: bytes = b""
    bias: bytes = b""
    largest: float = 0.0
    activation: str = ""
    map_kind: MapKind = "unasked"
    map_shape: tuple[int, int, int] = (0, 0, 0)
    maps: bytes = b""
    map_largest: float = 0.0


class Inside(Message, frozen=True, tag="inside"):
    """The answer to `LookInside`: layers by node id, as far as there is something in them to show.

    Without layers the network is not prepared, or another one is trained now. `trained`: these are not fresh weights.
    `spans` is the range of each input over which the maps go; `seconds` what looking cost the run.
    """

    id: int
    layers: dict[str, LayerInside] = {}
    trained: bool = False
    spans: tuple[tuple[float, float], ...] = ()
    seconds: float = 0.0


class Points(msgspec.Struct, frozen=True):
    """Some examples: float32 features (`count` x features) and float32 truths, the first `training` of training rows."""

    count: int
    training: int
    places: bytes
    truths: bytes


class Surveyed(Message, frozen=True, tag="surveyed"):
    """The answer to `Survey`: float32 `values` of `shape` (height, width, outputs), the first row at the top.

    `spans` is the range of each feature; along a single one the height is 1, and `bends` are the places at which a ReLU
    of the network begins or ends to answer. Without `spans` there is nothing to show, or the network is not prepared.
    `trained`: these are not fresh weights. `seconds` is what it cost the run.
    """

    id: int
    spans: tuple[tuple[float, float], ...] = ()
    shape: tuple[int, int, int] = (0, 0, 0)
    values: bytes = b""
    bends: tuple[float, ...] = ()
    points: Points | None = None
    trained: bool = False
    seconds: float = 0.0


class Spread(msgspec.Struct, frozen=True):
    """How numbers are spread: `counts` of them lie in spans of the same width from `low` to `high`.

    Of more than some thousand, so many were looked at, evenly drawn; `norm` is the root of the sum of the squares of
    all `size` numbers. `unsound` of those looked at are no numbers, and count nowhere else.
    """

    size: int
    norm: float
    mean: float
    deviation: float
    low: float
    high: float
    counts: tuple[int, ...]
    unsound: int = 0


class LayerMeasured(msgspec.Struct, frozen=True):
    """One layer with weights, or one that ends in a ReLU, or both.

    `weights` are those it learns, bias and all; `gradients` those of the loss by these. Of its `units` those in `dead`
    (numbers from 0, the first few of `dead_count`) were 0 for every row; without a ReLU `units` is 0.
    """

    weights: Spread | None = None
    gradients: Spread | None = None
    units: int = 0
    dead_count: int = 0
    dead: tuple[int, ...] = ()


class Measured(Message, frozen=True, tag="measured"):
    """The answer to `Measure`: layers by the id of their node, in the order of the network.

    Without layers there are none to measure, or the network is not prepared. Gradients are those of `batch` training
    rows as one batch, and units were held against `rows` rows. The network is as it was after `epoch` epochs.
    `trained`: these are not fresh weights. `seconds` is what it cost the run.
    """

    id: int
    layers: dict[str, LayerMeasured] = {}
    batch: int = 0
    rows: int = 0
    epoch: int = 0
    trained: bool = False
    seconds: float = 0.0


class Weights(Message, frozen=True, tag="weights"):
    """The answer to `ReadWeights` and `SetWeights`: float32, a row for each input and one for the biases if there are.

    Without a `shape` there are none, or too many to set by hand. `open`: they can be set now. `trained`: they are not
    fresh. `touched`: some were set by hand since `epoch`, after which the network was as it is but for these.
    """

    id: int
    shape: tuple[int, int] = (0, 0)
    values: bytes = b""
    has_bias: bool = False
    open: bool = False
    trained: bool = False
    touched: bool = False
    epoch: int = 0
    seconds: float = 0.0


class ColumnsSeen(Message, frozen=True, tag="columns seen"):
    """The columns of a table whose rows cannot be read as they are used: before the `Failed` of the same `Describe`."""

    id: int
    columns: tuple[Column, ...]


class Judgement(Message, frozen=True, tag="judgement"):
    """The answer to `Judge`: the figures of each output, over all `rows` that were held back of `of`.

    `facts` are those of the data it was trained on. `ranks` is empty where columns can be ranked, or says in a sentence
    why not.
    """

    id: int
    rows: int
    of: int
    facts: DataFacts
    outputs: tuple[Judged, ...]
    ranks: str = ""


class Ranked(Message, frozen=True, tag="ranked"):
    """The answer to `Rank`, found on `rows` held-out rows; without rankings if it was cancelled."""

    id: int
    rankings: tuple[Ranking, ...] = ()
    rows: int = 0
    repeats: int = 0


class OutputSaid(msgspec.Struct, frozen=True):
    """What one output says to an example: a score for each of its `classes`, or numbers where it has none.

    `taken` is the class meant. `sure` is on where scores are probabilities. `fault` says why there are no scores.
    """

    target: str
    values: tuple[float, ...]
    classes: tuple[str, ...] = ()
    taken: int = -1
    sure: bool = False
    fault: str = ""


class Example(msgspec.Struct, frozen=True):
    """A held-out row: its `place` among these, its `number` in the data, what it is made of, and its truths.

    `truths` has for each output the number of the class, or the numbers; `said` is what the network said to it when
    it was judged, where it was.
    """

    place: int
    number: int
    given: dict[str, Given]
    truths: tuple[tuple[float, ...], ...]
    said: tuple[OutputSaid, ...] = ()


class RowsShown(Message, frozen=True, tag="rows shown"):
    """The answer to `ShowRows`, as far as it fits a message."""

    id: int
    rows: tuple[Example, ...]


class Said(Message, frozen=True, tag="said"):
    """The answer to `Answer`; `seconds` is what it cost the run."""

    id: int
    outputs: tuple[OutputSaid, ...]
    seconds: float = 0.0


class TableSaid(Message, frozen=True, tag="table said"):
    """The file is written: `answered` of its `rows` have an answer. `notes` say in sentences what did not fit."""

    id: int
    path: str
    rows: int
    answered: int
    notes: tuple[str, ...] = ()


class Failed(Message, frozen=True, tag="failed"):
    """A request cannot be met, in one sentence; the worker lives on. `id` 0: not about a request.

    `cause` says whose it is: the `data`, the `design`, the `file` to write, or the `worker` itself.
    """

    id: int
    cause: Literal["data", "design", "file", "worker"]
    sentence: str


Reply: TypeAlias = (
    Ready
    | Beat
    | Described
    | ColumnsSeen
    | Prepared
    | BatchTried
    | Started
    | Epochs
    | Kept
    | Paused
    | Resumed
    | Rewound
    | Finished
    | Evaluated
    | Saved
    | Proved
    | Inside
    | Surveyed
    | Measured
    | Weights
    | Judgement
    | Ranked
    | RowsShown
    | Said
    | TableSaid
    | Failed
)
