"""Layers that turn numbers and categories into the form a network learns from."""

from __future__ import annotations

from itertools import pairwise
from typing import cast

from designer.catalogue.common import LAYER, fitted
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Port, Setting, Settings
from designer.catalogue.units import Choice, Integer, Integers, Number, Numbers
from designer.values import ObjectValue, Shape, Value, shape_text

DTYPE = tuple(setting for setting in LAYER if setting.name == "dtype")
MODES = "“one_hot” gives each number a row of its own; “multi_hot” and “count” one row for all, with which there are, or how many"


def one_hot(shape: Shape, depth: int) -> Shape:
    """A row for each number; Keras lets an axis of 1 at the end go."""
    return (*shape[:-1], depth) if shape and shape[-1] == 1 else (*shape, depth)


def _no_row(kind: str, mode: str, shape: Shape) -> Mismatch:
    what = f"{kind} with “{mode}” takes one row of whole numbers; this is {shape_text(shape)}."
    return Mismatch("rank", what, "It adds up along the row.", ranks=(1,))


def _too_coarse(kind: str, settings: Settings) -> Mismatch | None:
    """TensorFlow counts in float32 and float64 only."""
    if settings["output_mode"] not in ("multi_hot", "count") or settings["dtype"] not in ("float16", "bfloat16"):
        return None
    what = f"{kind} cannot count in {settings['dtype']}. Choose another dtype."
    return Mismatch("setting", what, setting="dtype")


def encoded(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    depth, mode = settings["num_tokens"], cast(str, settings["output_mode"])
    if not isinstance(depth, int):
        what = "CategoryEncoding must know how many categories there are. Set num_tokens."
        return Mismatch("setting", what, setting="num_tokens")
    if mode == "one_hot":
        return one_hot(inputs[0], depth)
    row = (depth,) if len(inputs[0]) == 1 else _no_row("CategoryEncoding", mode, inputs[0])
    return _too_coarse("CategoryEncoding", settings) or row


def binned(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    bounds, mode, shape = settings["bin_boundaries"], settings["output_mode"], inputs[0]
    if not isinstance(bounds, tuple):
        what = "Discretization must be told where one bin ends and the next begins. Set bin_boundaries."
        return Mismatch("setting", what, setting="bin_boundaries")
    if settings["num_bins"] is not None:
        what = "The boundaries say how many bins there are. Clear num_bins."
        return Mismatch("setting", what, setting="num_bins")
    if any(one > other for one, other in pairwise(cast("tuple[float, ...]", bounds))):
        return Mismatch("setting", "bin_boundaries must rise: write the smallest first.", setting="bin_boundaries")
    if clash := _too_coarse("Discretization", settings):
        return clash
    depth = len(bounds) + 1
    if mode == "int":
        return shape
    if mode == "one_hot":
        return one_hot(shape, depth)
    return (*shape[1:], depth) if shape else _no_row("Discretization", cast(str, mode), shape)


def without_number(given: dict[str, Value]) -> dict[str, Value]:
    """Keras writes out how many bins it was to find also where it has found them."""
    found = given.get("bin_boundaries") is not None
    return {name: value for name, value in given.items() if not found or name != "num_bins"}


def hashed(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    mode, shape, bins = cast(str, settings["output_mode"]), inputs[0], cast(int, settings["num_bins"])
    if mode == "int":
        cost = settings["activity_regularizer"]
        if isinstance(cost, ObjectValue) and cost.kind == "OrthogonalRegularizer":
            what = "OrthogonalRegularizer can only compute in float32, and Hashing puts out whole numbers."
            return Mismatch("setting", what, setting="activity_regularizer")
        if settings["dtype"] is None:
            return shape
        what = "Hashing puts out whole numbers with “int”, which have no number format here. Clear dtype."
        return Mismatch("setting", what, setting="dtype")
    if mode != "one_hot":
        row = (bins,) if len(shape) == 1 else _no_row("Hashing", mode, shape)
        return _too_coarse("Hashing", settings) or row
    if shape[-2:] == (1, 1):  # Keras takes both axes away, and says it took one
        what = f"Hashing with “one_hot” takes one last axis of 1; this has two: {shape_text(shape)}."
        return Mismatch("size", what, "It puts a row in place of that axis. Put a Reshape before it.")
    if shape and shape[-1] in (None, 1):
        return (*shape[:-1], bins)
    # Keras says it takes the last axis away and leaves it in place
    what = f"Hashing with “one_hot” takes a last axis of 1; this is {shape_text(shape)}."
    return Mismatch("size", what, "It puts a row in place of that axis.")


def crossed(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    shape, other = inputs
    if shape not in ((), (1,)) or shape != other:
        found = f"{shape_text(shape)} and {shape_text(other)}"
        what = f"HashedCrossing takes two inputs of one whole number per example each; these are {found}."
        return Mismatch("rank", what, "It gives each pair of numbers a bin.", ranks=(1,))
    return (cast(int, settings["num_bins"]),) if settings["output_mode"] == "one_hot" else shape


def bins(settings: Settings) -> int:
    """How many bins there are whose numbers come out."""
    return cast(int, settings["num_bins"]) if settings["output_mode"] == "int" else 0


def ranges(settings: Settings) -> int:
    bounds = settings["bin_boundaries"]
    return len(bounds) + 1 if isinstance(bounds, tuple) and settings["output_mode"] == "int" else 0


CATEGORY_ENCODING = Kind(
    name="CategoryEncoding",
    family="Preprocessing",
    summary="Turns whole numbers that stand for categories into rows of zeros and ones. A network then does not take category 4 for twice category 2.",
    when="Right after the input, when your inputs are categories written as the numbers 0, 1, 2, …",
    formula="output = zeros, with a 1 at the place of each number that came in",
    settings=(
        Setting(
            "num_tokens",
            Integer(low=1, optional=True),
            None,
            "How many categories there are: the largest number plus 1.",
            start=10,
        ),
        Setting("output_mode", Choice(("multi_hot", "one_hot", "count")), "multi_hot", f"{MODES}."),
        *LAYER,
    ),
    shape=fitted(encoded),
    headline=("num_tokens", "output_mode"),
    takes=("row",),
    wants="one row of whole numbers",
    between=False,
    keywords=("one-hot", "categories", "dummy"),
)

DISCRETIZATION = Kind(
    name="Discretization",
    family="Preprocessing",
    summary="Puts numbers into bins, and says in which bin each one lies. So an age becomes an age group.",
    when="Right after the input, when only the range a number lies in matters.",
    formula="output = how many boundaries lie below the number",
    settings=(
        Setting("bin_boundaries", Numbers(), None, "Where one bin ends and the next begins, the smallest first: 18, 65 makes three bins.", start=(-1.0, 0.0, 1.0)),
        Setting("num_bins", Integer(low=1, optional=True), None, "How many bins Keras finds in your data by itself. Layerloom needs the boundaries instead.", advanced=True),
        Setting("epsilon", Number(low=0), 0.01, "How exactly it looks for bins in data.", advanced=True),
        Setting("output_mode", Choice(("int", "one_hot", "multi_hot", "count")), "int", f"“int” gives the number of the bin; {MODES}."),
        *DTYPE,
    ),
    shape=binned,
    brief=without_number,
    headline=("bin_boundaries",),
    between=False,
    places=ranges,
    keywords=("bins", "ranges", "groups", "buckets"),
)  # fmt: skip

HASHING = Kind(
    name="Hashing",
    family="Preprocessing",
    summary="Sorts categories into so many bins by a fixed rule, without a list of them. Some categories share a bin by chance.",
    when="Right after the input, when there are very many categories, or new ones may come.",
    formula="output = hash(input) mod num_bins",
    settings=(
        Setting("num_bins", Integer(low=1), REQUIRED, "How many bins there are: the more, the fewer share one.", start=64),
        Setting("mask_value", Integer(optional=True), None, "The number that means “nothing here”; it gets bin 0 for itself.", advanced=True),
        Setting("salt", Integers(2, spread=True, optional=True), None, "A number that makes the rule another one.", advanced=True),
        Setting("output_mode", Choice(("int", "one_hot", "multi_hot", "count")), "int", f"“int” gives the number of the bin; {MODES}."),
        *LAYER,
    ),
    shape=fitted(hashed),
    headline=("num_bins",),
    between=False,
    places=bins,
    keywords=("categories", "bins", "buckets"),
)  # fmt: skip

HASHED_CROSSING = Kind(
    name="HashedCrossing",
    family="Preprocessing",
    summary="Sorts pairs of categories into so many bins by a fixed rule. So a network can learn what one category means together with another, such as an hour together with a weekday.",
    when="Right after two inputs of whole numbers, when only both together tell something.",
    formula="output = hash(input 1, input 2) mod num_bins",
    settings=(
        Setting("num_bins", Integer(low=1), REQUIRED, "How many bins there are: the more, the fewer pairs share one.", start=64),
        Setting("output_mode", Choice(("int", "one_hot")), "int", "“int” gives the number of the bin, “one_hot” a row of zeros with a 1 at its place."),
        *DTYPE,
    ),
    shape=crossed,
    inputs=(Port("first", "The one category, as a whole number."), Port("second", "The other one.")),
    headline=("num_bins",),
    between=False,
    reads="whole",
    places=bins,
    keywords=("categories", "cross", "pairs", "feature", "bins"),
)  # fmt: skip

KINDS = (CATEGORY_ENCODING, DISCRETIZATION, HASHING, HASHED_CROSSING)
