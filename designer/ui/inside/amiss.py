"""What is amiss in a network, in sentences: what is wrong, why it matters, and what to do."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from designer.training.messages import LayerMeasured, Measured, Spread

MANY_DEAD = 0.25
"""The share of units that may be dead before it is worth a sentence."""
FAR_APART = 1_000.0
"""So many times smaller or larger a gradient may be at the start than at the end."""


def remarks(found: Measured, names: Mapping[str, str]) -> dict[str, str]:
    """A sentence for each layer with which something is amiss, the worst of what there is."""
    said = dict(_far_apart(found, names))
    for id, one in found.layers.items():
        sentence = _unsound(one, names[id]) or _dead(one, names[id]) or _still(one, names[id])
        if sentence:
            said[id] = sentence
    return said


def _unsound(one: LayerMeasured, name: str) -> str:
    for spread, what in ((one.weights, "weights"), (one.gradients, "gradients")):
        if spread is not None and spread.unsound:
            return (
                f"{what.capitalize()} of {name} are no numbers any more. Go back to an earlier epoch, lower the "
                "learning rate, and train again."
            )
    return ""


def _dead(one: LayerMeasured, name: str) -> str:
    if not one.units or one.dead_count < max(1, MANY_DEAD * one.units):
        return ""
    if one.dead_count == one.units:
        return (
            f"All {one.units:,} units of {name} are 0 for every row: nothing gets through, and nothing before them "
            "learns. Lower the learning rate, or use LeakyReLU."
        )
    those = "it cannot learn any more" if one.dead_count == 1 else "they cannot learn any more"
    be = "is" if one.dead_count == 1 else "are"
    return (
        f"{one.dead_count:,} of {one.units:,} units of {name} {be} 0 for every row: {those}. "
        "Lower the learning rate, or use LeakyReLU."
    )


def _still(one: LayerMeasured, name: str) -> str:
    if one.gradients is None or one.gradients.unsound or one.gradients.norm > 0:
        return ""
    return f"The gradient of {name} is 0: it does not learn. Look at the layers after it."


def _far_apart(found: Measured, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The first layer that learns beside the last one, weight for weight."""
    learning = [(id, _each(one.gradients)) for id, one in found.layers.items() if one.gradients is not None]
    if len(learning) < 2:
        return
    (first, small), (last, large) = learning[0], learning[-1]
    if not (0 < small < math.inf and 0 < large < math.inf):
        return
    if large / small >= FAR_APART:
        yield (
            first,
            (
                f"The gradient of {names[first]} is {_times(large / small)} times smaller than that of {names[last]}: it "
                "vanishes on its way. Use ReLU for what comes between, fewer layers, or BatchNormalization."
            ),
        )
    elif small / large >= FAR_APART:
        yield (
            first,
            (
                f"The gradient of {names[first]} is {_times(small / large)} times larger than that of {names[last]}: it "
                "grows on its way. Use a lower learning rate, fewer layers, or BatchNormalization."
            ),
        )


def _each(spread: Spread) -> float:
    """How large a single gradient is, in the usual mean of squares."""
    return spread.norm / math.sqrt(spread.size) if spread.size else 0.0


def _times(ratio: float) -> str:
    """A number with one digit that counts: it is no more exact than that."""
    step = 10 ** math.floor(math.log10(ratio))
    return f"{round(ratio / step) * step:,}"
