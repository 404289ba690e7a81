"""Embedding: a row of numbers, learned, for every word or category."""

from __future__ import annotations

from typing import cast

from designer.catalogue.common import LAYER, constraint, fitted, frozen_if_told, initializer, lora, regularizer
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Setting, Settings, Weight
from designer.catalogue.units import Boolean, Integer
from designer.values import Shape


def embedding_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    if settings["lora_rank"] and settings["embeddings_constraint"] is not None:
        return Mismatch(
            "setting",
            "Embedding cannot have lora_rank and embeddings_constraint at once. Clear one.",
            setting="lora_rank",
        )
    return (*inputs[0], cast(int, settings["output_dim"]))


@frozen_if_told
def embedding_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    words, numbers = cast(int, settings["input_dim"]), cast(int, settings["output_dim"])
    rank = cast("int | None", settings["lora_rank"])
    table = Weight("embeddings", (words, numbers), trainable=not rank)
    if not rank:
        return (table,)
    return (
        table,
        Weight("lora_embeddings_a", (words, rank), what="correction weights"),
        Weight("lora_embeddings_b", (rank, numbers), what="correction weights"),
    )


EMBEDDING = Kind(
    name="Embedding",
    family="Embedding",
    role="other",
    summary="Looks up a row of numbers for each whole number that comes in, such as the number of a word. Training moves the rows so that things used alike end up close together.",
    when="First, when your inputs are words or categories written as the numbers 0, 1, 2, …",
    formula="output = the row of the table with the number that came in",
    settings=(
        Setting("input_dim", Integer(low=1), REQUIRED, "How many different numbers can come in: the largest one plus 1.", start=1000),
        Setting("output_dim", Integer(low=1), REQUIRED, "How many numbers stand for each of them.", start=16),
        initializer("embeddings", "RandomUniform", "the rows"),
        regularizer("embeddings", "the rows"),
        LAYER[0],
        constraint("embeddings", "the rows"),
        Setting("mask_zero", Boolean(), False, "Whether 0 means “no word here” and is passed over by LSTM and GRU.", advanced=True),
        *lora(),
        *LAYER[1:],
    ),
    shape=fitted(embedding_shape, embedding_weights),
    weights=embedding_weights,
    headline=("input_dim", "output_dim"),
    takes=("row",),
    wants="one row of whole numbers",
    keywords=("words", "text", "categories", "lookup", "table"),
)  # fmt: skip

KINDS = (EMBEDDING,)
