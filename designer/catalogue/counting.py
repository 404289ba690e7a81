"""How a parameter count is written out: `2 x 4 weights + 4 biases = 12`."""

from __future__ import annotations

from itertools import groupby
from math import prod

from designer.catalogue.schema import Weight


def count_formula(weights: tuple[Weight, ...]) -> str:
    """The count of `weights` as a sum of plain words, with how many are trainable where not all are.

    Rows of numbers of one sort are added up; a layer without weights has no formula.
    """
    if not weights:
        return ""
    terms = [_term(what, list(same)) for what, same in groupby(weights, key=lambda weight: weight.what)]
    total = sum(weight.size for weight in weights)
    trainable = sum(weight.size for weight in weights if weight.trainable)
    plain = len(terms) == 1 and terms[0].startswith(f"{total:,} ")
    formula = terms[0] if plain else f"{' + '.join(terms)} = {total:,}"
    return formula if trainable == total else f"{formula} ({trainable:,} trainable)"


def _term(what: str, weights: list[Weight]) -> str:
    if len(weights) > 1 and any(len(weight.shape) > 1 for weight in weights):
        return " + ".join(_term(what, [weight]) for weight in weights)
    if len(weights) == 1 and len(weights[0].shape) > 1:
        return f"{' x '.join(f'{size:,}' for size in weights[0].shape)} {what}"
    count = sum(prod(weight.shape) for weight in weights)
    return f"{count:,} {_SINGULAR.get(what, what.removesuffix('s')) if count == 1 else what}"


_SINGULAR = {"biases": "bias", "moving statistics": "moving statistic"}
