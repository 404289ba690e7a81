"""A network for which there is no data that fits it: built with the weights of its file, and asked about made-up rows."""

from __future__ import annotations

from dataclasses import dataclass

import keras

from designer.plan import NetworkPlan
from designer.worker.building import joined
from designer.worker.checking import Sample, tolerance_of
from designer.worker.evaluation import answers_of
from designer.worker.faults import Fault
from designer.worker.making_up import made_up
from designer.worker.programs import BUILDING
from designer.worker.starting import begun

NO_ROWS = (
    "For int8 the ranges of all numbers are taken from rows, and there is no data that fits this network. Choose such "
    "data in the Data tab, or leave int8 out."
)


@dataclass(frozen=True)
class Alone:
    """A model, and a sentence about the weights it starts from."""

    model: keras.Model
    start: str = ""


def built(network: NetworkPlan) -> Alone:
    """The model, fresh or from its file. Raises `Fault` or `FileError`."""
    with BUILDING:
        keras.utils.set_random_seed(network.seed)
        model, layers = joined(network.model)
    start = begun(network.start, model.layers)
    for id in network.model.adapt:
        if not start.has_learned(layers[id]):
            raise Fault("data", _unlearned(layers[id].name))
    return Alone(model, start.told)


def sample(made: Alone, network: NetworkPlan) -> Sample:
    """Made-up rows with the answers of now."""
    rows = made_up(made.model, network.model, network.seed)
    names = tuple(put.name for put in made.model.inputs)
    return Sample(rows, answers_of(made.model, rows), None, names, made_up=True, tolerance=tolerance_of(made.model))


def _unlearned(name: str) -> str:
    return (
        f"“{name}” learns from data before the network is used, and there is no data that fits this network. Choose "
        "such data in the Data tab, then export again."
    )
