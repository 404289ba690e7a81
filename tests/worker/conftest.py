"""Plans made by hand, and a worker process for them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from designer.graph.specs import DataSpec, Generated, Source, TrainingSettings
from designer.plan import Call, ModelPlan, TrainingPlan
from designer.plan.metrics import settled_metrics
from designer.training.client import WorkerClient
from designer.training.messages import Failed, Finished, Message, Ready, Started, Stop
from designer.values import Metric, ObjectValue

Layers = list[tuple[str, dict[str, Any]]]
STARTER: Layers = [
    ("Dense", {"units": 4, "activation": "relu"}),
    ("Dense", {"units": 3, "activation": "relu"}),
    ("Dense", {"units": 1}),
]


def chain(layers: Layers, shape: tuple[int, ...] = (2,), adapt: tuple[str, ...] = ()) -> ModelPlan:
    """A chain of layers as a plan; their ids are `n1`, `n2`, …."""
    calls = [Call("n0", "Input", "inputs", ("n0",), {"shape": shape}, role="input", output_shape=shape)]
    for number, (kind, arguments) in enumerate(layers, 1):
        id = f"n{number}"
        calls.append(Call(id, kind, f"{kind.lower()}_{number}", (id,), arguments, (f"n{number - 1}",)))
    return ModelPlan("sequential", tuple(calls), (calls[-1].id,), adapt)


def plan_of(
    layers: Layers | None = None,
    source: Source = Generated("plane", size=100),  # noqa: B008
    *,
    shape: tuple[int, ...] = (2,),
    adapt: tuple[str, ...] = (),
    loss: str | ObjectValue = "MeanSquaredError",
    optimizer: ObjectValue = ObjectValue("Adam", {"learning_rate": 0.01}),  # noqa: B008
    metrics: tuple[Metric, ...] = ("mean_absolute_error",),
    epochs: int = 20,
    batch_size: int = 32,
    shuffle: bool = True,
    seed: int = 1,
    callbacks: tuple[ObjectValue, ...] = (),
    class_weights: tuple[float, ...] = (),
) -> TrainingPlan:
    return TrainingPlan(
        chain(layers or STARTER, shape, adapt),
        DataSpec(source),
        TrainingSettings(
            epochs=epochs,
            batch_size=batch_size,
            optimizer=optimizer,
            loss=ObjectValue(loss) if isinstance(loss, str) else loss,
            metrics=settled_metrics(metrics),
            shuffle=shuffle,
            seed=seed,
            callbacks=callbacks,
            class_weights=class_weights,
        ),
    )


@pytest.fixture
def plan() -> Callable[..., TrainingPlan]:
    return plan_of


class Talk:
    """A worker that is ready, and what it said."""

    def __init__(self, client: WorkerClient) -> None:
        self.client = client
        self.said: list[Message] = []

    def send(self, message: Message) -> None:
        self.client.send(message)

    def until(self, kind: type[Message] | tuple[type[Message], ...], timeout: float = 60) -> Any:
        """Everything up to the next message of a kind (or of several) is kept; that one is returned."""
        while True:
            message = self.client.receive(timeout)
            self.said.append(message)
            if isinstance(message, kind):
                return message

    def heard(self, kind: type[Message]) -> list[Any]:
        return [message for message in self.said if isinstance(message, kind)]


@pytest.fixture(scope="session")
def _worker() -> Iterator[WorkerClient]:
    with WorkerClient() as client:
        while not isinstance(client.receive(120), Ready):
            pass
        yield client


@pytest.fixture
def worker(_worker: WorkerClient) -> Iterator[Talk]:
    """The worker that all tests which leave it alive share."""
    talk = Talk(_worker)
    yield talk
    going = {message.id for message in talk.said if isinstance(message, Started)}
    if going - {message.id for message in talk.said if isinstance(message, (Finished, Failed))}:
        talk.send(Stop())  # a test that failed half-way leaves the next one a worker that is free
        talk.until((Finished, Failed))


@pytest.fixture
def own_worker() -> Iterator[Talk]:
    """A worker of the test's own, just started: TensorFlow still loads."""
    with WorkerClient() as client:
        yield Talk(client)
