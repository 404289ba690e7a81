"""Checks of shapes: what a layer cannot take, and what it takes but hardly as meant."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from math import prod

from designer.analysis.context import Context
from designer.analysis.facts import Problem, Severity
from designer.analysis.layers import Layer, fitting
from designer.analysis.pictures import resized
from designer.analysis.remedies import drop, insert_after, insert_before, relabelled, set_all, turn_into
from designer.catalogue import kind_named
from designer.catalogue.reshaping import reshaped
from designer.catalogue.schema import Kind, Mismatch, Setting, Settings
from designer.catalogue.units import Boolean, Choice, Integer, Integers
from designer.graph.aims import feed
from designer.graph.edits import Edit, sequence, set_setting
from designer.graph.specs import DataFacts
from designer.values import ObjectValue, Shape, Value, shape_text, value_text


def mismatch(context: Context) -> Iterator[Problem]:
    """Whatever the rules of the kinds themselves refuse."""
    for layer in context.layers.values():
        if layer.mismatch is not None:
            found = layer.mismatch
            yield Problem(
                code=_CODES[found.code],
                severity=Severity.ERROR,
                nodes=(layer.id,),
                what=found.what,
                why=found.why or _WHY[found.code],
                fixes=tuple(_mended(context, layer, found)),
                wires=context.wiring.into.get(layer.id, ()) if found.code in ("rank", "size") else (),
                setting=found.setting,
            )


_CODES = {
    "rank": "wrong-rank",
    "size": "wrong-size",
    "setting": "unfitting-setting",
    "unknown": "unknown-size",
    "inputs": "wrong-inputs",
}
_WHY = {
    "rank": "A layer needs its input in a certain form: a row, a sequence or an image.",
    "size": "What is left must have at least one number along every axis.",
    "setting": "The setting must suit what comes in.",
    "unknown": "Without this size the layer's weights cannot be counted.",
    "inputs": "What it computes is only defined for so many inputs.",
}


def dense_on_image(context: Context) -> Iterator[Problem]:
    """A layer that works along the last axis only, fed an image. Where it also ends the network, `output_rank` says it."""
    if _unfit_output(context) is not None:
        return
    for layer in context.by_role.get("linear", ()):
        shape = layer.input
        if shape is None or len(shape) < 3 or not works_along_last_axis(layer) or _comes_after_such(context, layer):
            continue
        values = f" = {prod(size or 1 for size in shape):,} values" if None not in shape else ""
        yield Problem(
            code="dense-on-image",
            severity=Severity.WARNING,
            nodes=(layer.id,),
            what=f"{layer.name} gets an image of {shape_text(shape)}{values}, and looks at each pixel by itself.",
            why=f"Its units see only the last {shape[-1]} numbers at one place. Flatten puts all values in one row, so that they see the whole picture.",
            fixes=(insert_before(layer.node, "Flatten"),),
            wires=context.wiring.into.get(layer.id, ()),
        )


def output_rank(context: Context) -> Iterator[Problem]:
    """The network must end in one row per example, as the targets are."""
    end = _unfit_output(context)
    if end is None or end.output is None:
        return
    yield Problem(
        code="output-rank",
        severity=Severity.ERROR,
        nodes=(end.id,),
        what=f"The network ends with {shape_text(end.output)} numbers per example; it should end with one row of numbers.",
        why="The answer is compared with one target per example. Bring everything into one row before the last layer.",
        fixes=tuple(_row_fixes(context, end)),
        wires=context.wiring.into.get(end.id, ()) if works_along_last_axis(end) else (),
    )


def input_shape(context: Context) -> Iterator[Problem]:
    data, layer = context.data, context.input
    if data is None or layer is None or layer.output is None or _agree(layer.output, data.input_shape):
        return
    if data.text and layer.output == ():
        return  # Keras takes a text with an axis of its own or without
    shape = data.input_shape
    yield Problem(
        code="input-shape",
        severity=Severity.ERROR,
        nodes=(layer.id,),
        what=f"{layer.name} expects {_example_text(layer.output)}, and {_fed(context)} is {_example_text(shape)}.",
        why="The Input must have the same shape as one example.",
        fixes=(*_other_parts(data, layer), *resized(context, layer.output), *_input_fixes(layer, layer.output, shape)),
        setting="shape",
    )


def works_along_last_axis(layer: Layer) -> bool:
    """Whether this layer treats every place alike, as Dense does: its kernel joins the last axes alone."""
    shape, output, weights = layer.input, layer.output, layer.facts.weights
    if shape is None or output is None or not weights or len(shape) != len(output):
        return False
    return shape[:-1] == output[:-1] and weights[0].shape == (shape[-1], output[-1])


def _unfit_output(context: Context) -> Layer | None:
    """The output layer, if the data is known and asks for one row where this gives more axes or none."""
    if context.data is None or len(context.outputs) != 1:
        return None
    end = context.layers[context.outputs[0]]
    return end if end.output is not None and len(end.output) != 1 else None


def _comes_after_such(context: Context, layer: Layer) -> bool:
    """Whether a layer before it, at the same places, was told so already."""
    for other in islice(context.back_from(layer), 1, None):
        if works_along_last_axis(other) and other.role == "linear":
            return True
        if other.input is None or other.output is None or other.input[:-1] != other.output[:-1]:
            return False
    return False


def _row_fixes(context: Context, end: Layer) -> Iterator[Edit]:
    """Where rows begin best: at a recurrent layer that gives every step, before the last Dense, or at the end."""
    first = end
    for layer in context.back_from(end):
        if layer.role == "recurrent" and layer.settings.get("return_sequences") is True:
            yield relabelled(
                set_setting(layer.node, "return_sequences", False), f"Give only the last step of {layer.name}"
            )
            break
        shape, output = layer.input, layer.output
        if shape is None or output is None or shape[:-1] != output[:-1] or len(shape) < 2:
            break
        first = layer if works_along_last_axis(layer) else first
    if works_along_last_axis(first):
        yield insert_before(first.node, "Flatten")
        if _worth_averaging(first.input):
            yield insert_before(first.node, "GlobalAveragePooling2D")
    else:
        yield insert_after(end.node, "Flatten")


def _worth_averaging(shape: Shape | None) -> bool:
    """Whether averages over an image leave something to tell examples by: they keep one number per channel."""
    return shape is not None and len(shape) == 3 and shape[-1] is not None and shape[-1] >= 8


def _input_fixes(layer: Layer, had: Shape, shape: Shape) -> Iterator[Edit]:
    """The data's shape; where it holds as many numbers, with a layer behind that keeps the rest as it was."""
    plain = relabelled(set_setting(layer.node, "shape", shape), f"Set shape to {shape_text(shape)}")
    if had and None not in (*had, *shape) and prod(size or 1 for size in had) == prod(size or 1 for size in shape):
        keep = (
            insert_after(layer.node, "Flatten")
            if len(had) == 1
            else insert_after(layer.node, "Reshape", {"target_shape": had})
        )
        yield sequence(f"Set shape to {shape_text(shape)} and {keep.label[0].lower()}{keep.label[1:]}", [plain, keep])
    yield plain


def _other_parts(data: DataFacts, layer: Layer) -> Iterator[Edit]:
    """Another part of the data that has the shape this Input expects."""
    for part in data.parts:
        if layer.output is not None and _agree(layer.output, part.shape):
            yield feed(layer.node, part.name)


def _example_text(shape: Shape) -> str:
    text = shape_text(shape)
    return text if len(shape) != 1 else "one number" if shape[0] == 1 else f"{text} numbers"


def _fed(context: Context) -> str:
    return f"“{context.view.part}” in your data" if context.view is not None else "one example of your data"


def _agree(one: Shape, other: Shape) -> bool:
    return len(one) == len(other) and all(a == b or a is None or b is None for a, b in zip(one, other, strict=True))


# --- remedies for what a kind refuses, each tried before it is offered ---------------------------


def _mended(context: Context, layer: Layer, found: Mismatch) -> Iterator[Edit]:
    if found.code == "rank":
        yield from _reformed(layer, found)
    if found.code == "unknown" and context.data is not None and context.input is not None:
        label = f"Set shape to {shape_text(context.data.input_shape)}"
        yield relabelled(set_setting(context.input.node, "shape", context.data.input_shape), label)
    if found.code in ("size", "setting"):
        yield from _reset(layer, found)
    yield drop([layer.node])


def _reformed(layer: Layer, found: Mismatch) -> Iterator[Edit]:
    """A layer before this one that gives its input the number of axes it takes."""
    shape = layer.input
    if shape is None or layer.kind is None or None in shape or not shape:
        return
    for rank in found.ranks:
        if rank == 1 and len(shape) > 1:
            yield insert_before(layer.node, "Flatten")
            if _worth_averaging(shape):
                yield insert_before(layer.node, "GlobalAveragePooling2D")
            continue
        target = reshaped(shape, rank)
        if target is not None and fitting(layer.kind, layer.node.settings, (target,)) is not None:
            label = f"Insert Reshape to {shape_text(target)}"
            yield insert_before(layer.node, "Reshape", {"target_shape": target}, label)
    units = layer.settings.get("filters") or layer.settings.get("units")
    if len(shape) == 1 and isinstance(units, int) and kind_named("Dense") is not None:
        kept = {"activation": layer.settings["activation"]} if isinstance(layer.settings.get("activation"), str) else {}
        yield turn_into(layer.node, "Dense", {"units": units, **kept}, "Use Dense instead")


def _reset(layer: Layer, found: Mismatch) -> Iterator[Edit]:
    """Other values for settings, the one named first, as long as the layer then fits."""
    if layer.kind is None:
        return
    offered: set[str] = set()
    for name, value, said, new in _trials(layer.kind, layer.settings, found.setting, layer.input):
        if said in offered or fitting(layer.kind, {**layer.node.settings, name: value}, layer.facts.inputs) is None:
            continue
        offered.add(said)
        yield set_all(layer.node, {name: value}, f"Set {said} to {value_text(new)}")
        if len(offered) == 3:
            return


def _trials(
    kind: Kind, settings: Settings, wanted: str, shape: Shape | None
) -> Iterator[tuple[str, Value, str, Value]]:
    """Settings with values worth trying, the one `wanted` first; and which one that is, be it of a layer within, and what it becomes."""
    wanted, _, within = wanted.partition(".")
    for setting in sorted(kind.settings, key=lambda setting: setting.name != wanted):
        if setting.advanced and setting.name != wanted:
            continue
        held = settings.get(setting.name)
        inner = kind_named(held.kind) if isinstance(held, ObjectValue) and within and setting.name == wanted else None
        if inner is not None and isinstance(held, ObjectValue):
            for name, value, said, new in _trials(inner, inner.filled(held.settings), within, shape):
                changed = ObjectValue(held.kind, {**held.settings, name: value})
                yield setting.name, changed, said if " of " in said else f"{said} of {held.kind}", new
        else:
            yield from ((setting.name, value, setting.name, value) for value in _others(settings, setting, shape))


def _others(settings: Settings, setting: Setting, shape: Shape | None) -> Iterator[Value]:
    """Values worth trying for one setting, the mildest change first."""
    current = settings.get(setting.name)
    if not setting.required and current != setting.default:
        yield setting.default  # type: ignore[misc]
    if isinstance(setting.type, Choice):
        yield from (option for option in setting.type.options if option != current)
    elif isinstance(setting.type, Boolean):
        yield not current
    elif isinstance(setting.type, Integers):
        yield from _smaller(current, shape)
    elif isinstance(setting.type, Integer):
        yield from (1, -1)


def _smaller(current: Value, shape: Shape | None) -> Iterator[Value]:
    """A window cut down to the image; a target shape that holds as many numbers."""
    sizes = [size for size in shape or () if size is not None]
    if not sizes:
        return
    if isinstance(current, int):
        most = min(current, *(sizes[:-1] or sizes))
        yield from (size for size in dict.fromkeys((most, most // 2, 1)) if size > 0)
    elif isinstance(current, tuple) and len(current) <= len(sizes):
        yield tuple(min(part, size) for part, size in zip(current, sizes, strict=False) if isinstance(part, int))
        yield tuple(1 for _ in current)
    yield (prod(sizes),)


CHECKS = (mismatch, output_rank, input_shape, dense_on_image)
