"""What a plan is made of. Plans cross the pipe to the worker, so these are msgspec structs and name nothing but data."""

from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec.structs import replace

from designer.catalogue import kind_named
from designer.catalogue.schema import Kind
from designer.errors import PlanError
from designer.graph.specs import USUAL_POLICY, DataSpec, Policy, TrainingSettings
from designer.values import Metric, ObjectValue, Shape, Value


class Call(msgspec.Struct, frozen=True, omit_defaults=True):
    """One call of a layer, `keras.layers.<kind>(**arguments)`, on the outputs of earlier calls.

    `id` is the node's, `nodes` every node the call stands for (an Activation folded into the layer before
    it). `arguments` holds only what differs from Keras's defaults, in the order of the catalogue, plus
    `name` where the user gave one. `inputs` are ids of earlier calls. `variable` is a Python name for it.
    `layer` is the id of an earlier call whose layer is called again here, which then has arguments and
    parameters alone; empty where the call makes a layer of its own.
    """

    id: str
    kind: str
    variable: str
    nodes: tuple[str, ...]
    arguments: dict[str, Value] = {}
    inputs: tuple[str, ...] = ()
    role: Literal["input", "hidden", "output"] = "hidden"
    output_shape: Shape = ()
    parameters: int = 0
    layer: str = ""

    @property
    def makes(self) -> str:
        """The id of the call that makes the layer called here."""
        return self.layer or self.id


class ModelPlan(msgspec.Struct, frozen=True, omit_defaults=True):
    """The calls in order. `form` is how they are joined: a chain is a `Sequential`, all else functional.

    `adapt` lists ids of calls that learn from the training rows before training, such as Normalization mean and
    variance (see "Order of events"), each fed by nothing that training changes. `dtype_policy` holds for all layers
    whose `arguments` have no `dtype`.
    """

    form: Literal["sequential", "functional"]
    calls: tuple[Call, ...]
    outputs: tuple[str, ...]
    adapt: tuple[str, ...] = ()
    dtype_policy: Policy = USUAL_POLICY

    @property
    def named(self) -> "ModelPlan":
        """The same with a name for every layer: its variable, where the user gave none."""
        return replace(self, calls=tuple(map(_named, self.calls)))


def _named(call: Call) -> Call:
    if call.role == "input" or call.layer or "name" in call.arguments:
        return call
    return replace(call, arguments={**call.arguments, "name": call.variable})


class Head(msgspec.Struct, frozen=True):
    """One of several outputs: the target it is held against, and what training aims at there."""

    target: str
    loss: ObjectValue
    weight: float = 1.0
    metrics: tuple[Metric, ...] = ()


class TrainingPlan(msgspec.Struct, frozen=True):
    """Everything a run depends on: the network, its examples and how it is trained.

    Where data has several parts or targets, `inputs` names the part for each input of the model and `heads` has the
    target of each output, both in the model's order; `training` then has no say in loss and metrics. The number format
    of the layers is the model's alone.
    """

    model: ModelPlan
    data: DataSpec
    training: TrainingSettings
    inputs: tuple[str, ...] = ()
    heads: tuple[Head, ...] = ()

    @property
    def aims(self) -> tuple[Head, ...]:
        """What training aims at for each output."""
        return self.heads or (Head("", self.training.loss, 1.0, self.training.metrics),)

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """What is measured, of all outputs."""
        return tuple(metric for head in self.aims for metric in head.metrics)


class NetworkPlan(msgspec.Struct, frozen=True):
    """A network alone, with nothing it is trained with.

    `seed` is what its fresh weights come of, `start` the file its other ones come from, if any.
    """

    model: ModelPlan
    seed: int
    start: str = ""


def called_again(calls: Iterable[Call]) -> frozenset[str]:
    """The ids of the calls whose layer another call uses too."""
    again = [call for call in calls if call.layer]
    return frozenset(id for call in again for id in (call.id, call.layer))


def declared(name: str) -> Kind:
    """The declaration of a kind a plan names."""
    kind = kind_named(name)
    if kind is None:
        raise PlanError(f"Expected a layer kind of the catalogue, found {name!r}.")
    return kind
