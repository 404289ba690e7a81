"""Why a layer cannot make good use of what would come in, as a sentence with the arithmetic; and what could stand
between so that it can. Both follow from what the kinds declare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import prod

from designer.catalogue.kinds import KINDS
from designer.catalogue.schema import Form, Kind, Mismatch, Settings
from designer.values import Shape, Value, counted, shape_text

FORMS: Mapping[Form, tuple[int, str]] = {
    "row": (1, "one row"),
    "sequence": (2, "steps x numbers per step"),
    "image": (3, "height x width x channels"),
    "volume": (4, "depth x height x width x channels"),
    "film": (5, "steps x depth x height x width x channels"),
}
"""How many axes each form has, and how it is said."""

MOST_BRIDGES = 3
FEWEST_LEFT = 8
"""A bridge that leaves fewer numbers leaves little to tell examples by."""


def lesson(kind: Kind, settings: Settings, shapes: tuple[Shape, ...]) -> str:
    """Why `kind` cannot make good use of these shapes, in one or two short lines; empty if it can.

    A setting that is wrong or missing is the layer's own trouble, and no reason.
    """
    outcome = kind.shape(settings, shapes)
    if isinstance(outcome, Mismatch):
        if outcome.code == "setting":
            return ""
        return _about_form(kind, shapes[0]) if outcome.code == "rank" and kind.takes else outcome.what
    wanted = axes_taken(kind)
    return _about_form(kind, shapes[0]) if wanted and len(shapes[0]) not in wanted else ""


def axes_taken(kind: Kind) -> tuple[int, ...]:
    """How many axes the input may have, the usual number first; nothing if any number will do."""
    return tuple(FORMS[form][0] for form in kind.takes)


def _about_form(kind: Kind, shape: Shape) -> str:
    wanted = kind.wants or FORMS[kind.takes[0]][1]
    if not shape:
        return f"{kind.name} takes {wanted}; this is a single number."
    if len(shape) == 1:
        return f"{kind.name} takes {wanted}; this is one row of {shape_text(shape)}."
    values = f"{counted(shape)} values" if None not in shape else shape_text(shape)
    return f"{values}; {kind.name} takes {wanted}."


@dataclass(frozen=True)
class Bridge:
    """A kind with settings that turns a shape into one that fits. `aimed`: the settings were made for it."""

    kind: Kind
    settings: Mapping[str, Value]
    output: Shape
    aimed: bool

    @property
    def text(self) -> str:
        """What would be inserted: "Flatten", "Reshape to 8 x 8 x 1"."""
        return f"{self.kind.name} to {shape_text(self.output)}" if self.aimed else self.kind.name


def bridges(shape: Shape, axes: tuple[int, ...], fits: Callable[[Shape], bool]) -> list[Bridge]:
    """What turns `shape` into one that `fits`, the likeliest first; `axes` are the numbers of axes to aim for.

    Likeliest is what learns nothing, then what keeps most of the numbers and adds fewest.
    """
    found: dict[Shape, Bridge] = {}
    for bridge in _candidates(shape, axes):
        if bridge.output not in found and bridge.output != shape and fits(bridge.output):
            found[bridge.output] = bridge
    ranked = sorted(found.values(), key=lambda bridge: _unlikeliness(bridge, shape))
    enough = [bridge for bridge in ranked if _size(bridge.output) >= min(FEWEST_LEFT, _size(shape))]
    return (enough or ranked)[:MOST_BRIDGES]


def _candidates(shape: Shape, axes: tuple[int, ...]) -> Iterator[Bridge]:
    """Every kind that takes the shape as a new layer or, if it can be aimed, with settings for it."""
    for kind in KINDS.values():
        if not kind.between or len(kind.inputs) != 1 or kind.inputs[0].many or len(kind.outputs) != 1:
            continue
        started = kind.started()
        ways = [(started, False)] if kind.aim is None else []
        if kind.aim is not None:
            ways = [({**started, **aim}, True) for rank in axes if (aim := kind.aim(shape, rank)) is not None]
        for given, aimed in ways:
            settings = kind.filled(given)
            output = kind.shape(settings, (shape,))
            if not isinstance(output, Mismatch) and not lesson(kind, settings, (shape,)):
                yield Bridge(kind, given, output, aimed)


def _unlikeliness(bridge: Bridge, shape: Shape) -> tuple[bool, int, int]:
    learns = bool(bridge.kind.weights(bridge.kind.filled(bridge.settings), (shape,)))
    size = _size(bridge.output)
    return learns, -min(size, _size(shape)), size


def _size(shape: Shape) -> int:
    return prod(size or 1 for size in shape)
