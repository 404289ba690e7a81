"""`.loom` files: a design as JSON with a version, one node or wire a line, so that a diff reads well.

Reading is strict. Whatever a file holds that is not a design is refused with a sentence that names the
place; nothing is guessed but the position of a card that has none.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from designer.atomic import write_atomically
from designer.errors import DesignFileError, FileError
from designer.graph.blocks import way_up
from designer.graph.design import (
    COLUMN,
    ROW,
    Block,
    Bookmark,
    Comment,
    Design,
    Frame,
    Graph,
    Layout,
    Node,
    Position,
    Wire,
)
from designer.graph.sharing import has_layer, settled
from designer.graph.specs import (
    USUAL_POLICY,
    Arrays,
    DataSpec,
    Images,
    Source,
    Table,
    TrainingSettings,
    part_names,
    row_weights,
)
from designer.values import DEEPEST, ObjectValue, too_deep

VERSION = 7
LARGEST = 64 * 1024 * 1024
"""The largest file that is read, in bytes. A design of a thousand layers has some 200,000."""

TOO_DEEP = f"more than {DEEPEST} layers or other things lie in each other"

UNSAID = (
    *("feeds", "answers", "aims", "more_targets", "parts", "start", "callbacks", "class_weights", "weights"),
    *("types", "sheet", "once", "split_by", "split_column", "spoiled"),
)
"""What is not written where it is empty, so that an older Layerloom reads what has none of it."""

Migration = Callable[[dict[str, Any]], dict[str, Any]]


def _with_nothing_new(raw: dict[str, Any]) -> dict[str, Any]:
    """Version 2 only added: frames, comments, blocks, bends, bookmarks and bypassed nodes; 3: shared layers, data of
    several parts and targets, and weights trained before; 4: callbacks, weights of classes and rows, and
    what tables, arrays and folders of pictures are read by; 5: a number format for all layers; 6: data that is spoiled
    for an exercise; 7: metrics with settings."""
    return raw


MIGRATIONS: Mapping[int, Migration] = dict.fromkeys((1, 2, 3, 4, 5, 6), _with_nothing_new)
"""For each old version, what makes a file of the next version of it. Applied in a row up to `VERSION`."""


class _Bends(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The points one wire is led through."""

    wire: Wire
    at: tuple[Position, ...]


class _Content(msgspec.Struct, forbid_unknown_fields=True):
    layerloom: int
    nodes: tuple[Node, ...]
    wires: tuple[Wire, ...] = ()
    positions: dict[str, Position] = {}
    frames: tuple[Frame, ...] = ()
    comments: tuple[Comment, ...] = ()
    blocks: tuple[Block, ...] = ()
    inside: dict[str, str] = {}
    bends: tuple[_Bends, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    data: DataSpec = DataSpec()
    training: TrainingSettings = TrainingSettings()


def load(path: Path) -> Design:
    """Read a design file. Raises `FileError` with a sentence that names file and place."""
    try:
        if path.stat().st_size > LARGEST:
            raise DesignFileError(f"{path.name} is larger than {LARGEST:,} bytes, so it is no design of Layerloom's.")
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileError(f"Cannot read {path}: {reason}. Check the name and that you may read it.") from error
    return decode(content, path.name)


def save(path: Path, design: Design) -> None:
    """Write a design file in one step; what it held before is kept beside it as `NAME.bak`."""
    write_atomically(path, encode(design), previous=path.with_name(path.name + ".bak"))


def encode(design: Design) -> bytes:
    """The content of a design file. The same design gives the same bytes."""
    return "\n".join(_lines(design)).encode()


def decode(content: bytes, name: str = "The file", migrations: Mapping[int, Migration] = MIGRATIONS) -> Design:
    """The design in the content of a file called `name`. Raises `DesignFileError`."""
    raw = _migrated(_parsed(content, name), name, migrations)
    try:
        file = msgspec.convert(raw, _Content)
    except msgspec.ValidationError as error:
        raise DesignFileError(f"{name} is no design Layerloom can read: {_place(error)}.") from None
    except RecursionError:
        raise DesignFileError(f"{name} is no design Layerloom can read: {TOO_DEEP}.") from None
    return _design(file, name)


def _lines(design: Design) -> Iterator[str]:
    graph, layout = design.graph, design.layout
    yield "{"
    yield f'"layerloom": {_version(design)},'
    yield from _listed("nodes", (replace(node, settings={}) if node.shares else node for node in graph.nodes.values()))
    yield from _listed("wires", graph.wires)
    yield from _named("positions", {id: layout.positions[id] for id in design.ids() if id in layout.positions})
    for name, things in (("frames", layout.frames), ("comments", layout.comments), ("blocks", layout.blocks)):
        if things:
            yield from _listed(name, things.values())
    if layout.inside:
        yield from _named("inside", layout.inside)
    if layout.bends:
        yield from _listed("bends", [_Bends(wire, at) for wire, at in layout.bends.items()])
    if layout.bookmarks:
        yield from _listed("bookmarks", layout.bookmarks)
    yield f'"data": {_line(design.data)},'
    yield f'"training": {_line(design.training)}'
    yield "}"
    yield ""


def _version(design: Design) -> int:
    """The oldest version that has all the design has, so that an older Layerloom reads what it can."""
    shared = any(node.shares for node in design.graph.nodes.values())
    data, training = design.data, design.training
    several = data.feeds or data.answers or training.aims or part_names(data.source)
    if any(isinstance(metric, ObjectValue) for metric in training.all_metrics):
        return VERSION
    if data.spoiled:
        return 6
    if training.dtype_policy != USUAL_POLICY:
        return 5
    if training.callbacks or training.class_weights or data.split_by or _has_new_source(data.source):
        return 4
    return 3 if shared or several or training.start else 2


def _has_new_source(source: Source) -> bool:
    """Whether version 4 brought this kind of source, or something that is said of it."""
    told = isinstance(source, Table) and (source.types or source.sheet or source.once)
    return isinstance(source, Arrays | Images) or bool(told) or bool(row_weights(source))


def _listed(name: str, values: Iterable[object]) -> Iterator[str]:
    yield f'"{name}": ['
    yield from _separated(_line(value) for value in values)
    yield "],"


def _named(name: str, values: Mapping[str, object]) -> Iterator[str]:
    yield f'"{name}": {{'
    yield from _separated(f"{_line(id)}: {_line(value)}" for id, value in values.items())
    yield "},"


def _line(value: object) -> str:
    """One value on one line; settings in alphabetical order, so that only changes show in a diff."""
    plain = msgspec.to_builtins(value)
    if isinstance(plain, dict) and "settings" in plain:
        plain["settings"] = dict(sorted(plain["settings"].items()))
    if isinstance(value, TrainingSettings) and value.dtype_policy == USUAL_POLICY:
        del plain["dtype_policy"]
    for part in (plain, plain.get("source")) if isinstance(value, DataSpec | TrainingSettings) else ():
        for name in UNSAID:
            if isinstance(part, dict) and not part.get(name, True):
                del part[name]
    return json.dumps(plain, ensure_ascii=False, allow_nan=False)


def _separated(items: Iterator[str]) -> Iterator[str]:
    rows = list(items)
    yield from (f"  {row}," for row in rows[:-1])
    yield from (f"  {row}" for row in rows[-1:])


def _parsed(content: bytes, name: str) -> dict[str, Any]:
    try:
        raw = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DesignFileError(f"{name} is no design file: it is not valid JSON ({error}).") from None
    if not isinstance(raw, dict) or not isinstance(raw.get("layerloom"), int) or raw["layerloom"] is True:
        raise DesignFileError(
            f'{name} is no design file: expected a JSON object with "layerloom" and a version, found none.'
        )
    return raw


def _migrated(raw: dict[str, Any], name: str, migrations: Mapping[int, Migration]) -> dict[str, Any]:
    if raw["layerloom"] > VERSION:
        raise DesignFileError(
            f"{name} was written by a newer Layerloom (file version {raw['layerloom']}, this one reads up to "
            f"{VERSION}). Update Layerloom to open it."
        )
    while raw["layerloom"] != VERSION:
        version = raw["layerloom"]
        if version not in migrations:
            raise DesignFileError(f"{name} has the file version {version}, which never was. Check where it came from.")
        raw = {**migrations[version](raw), "layerloom": version + 1}
    return raw


def _design(file: _Content, name: str) -> Design:
    nodes: dict[str, Node] = {}
    names: dict[str, str] = {}
    for at, node in enumerate(file.nodes):
        if any(map(too_deep, node.settings.values())):
            raise DesignFileError(f"{name}: nodes[{at}]: {TOO_DEEP}.")
        if node.id in nodes:
            raise DesignFileError(f"{name}: nodes[{at}] has the id {node.id!r}, which an earlier node has already.")
        if node.name in names or not node.name.strip():
            found = f"{node.name!r}, as {names[node.name]} has" if node.name in names else "none"
            raise DesignFileError(f"{name}: nodes[{at}] needs a name of its own, found {found}.")
        nodes[node.id] = node
        names[node.name] = f"node {node.id!r}"
    seen: set[Wire] = set()
    nodes = _with_layers(nodes, name)
    for at, wire in enumerate(file.wires):
        for end in (wire.source, wire.target):
            if end not in nodes:
                raise DesignFileError(f"{name}: wires[{at}] leads to the node {end!r}, which is not in the file.")
        if wire in seen:
            raise DesignFileError(f"{name}: wires[{at}] is there twice.")
        seen.add(wire)
    return Design(Graph(nodes, file.wires), file.data, file.training, _layout(file, nodes, seen, name))


def _with_layers(nodes: dict[str, Node], name: str) -> dict[str, Node]:
    """Twins with what their owners have, as a file has it once."""
    for at, twin in enumerate(nodes.values()):
        owner = nodes.get(twin.shares)
        if not twin.shares:
            continue
        if owner is None or owner.shares or owner.kind != twin.kind or not has_layer(twin):
            raise DesignFileError(
                f"{name}: nodes[{at}] shares the layer of {twin.shares!r}, which is no {twin.kind} of its own in the file."
            )
        if twin.settings:
            raise DesignFileError(f"{name}: nodes[{at}] shares a layer, and has settings beside those of its owner.")
    return settled(nodes)


def _layout(file: _Content, nodes: Mapping[str, Node], wires: set[Wire], name: str) -> Layout:
    things: list[tuple[str, tuple[Frame | Comment | Block, ...]]]
    things = [("frames", file.frames), ("comments", file.comments), ("blocks", file.blocks)]
    known = set(nodes)
    for what, values in things:
        for at, thing in enumerate(values):
            if thing.id in known:
                raise DesignFileError(
                    f"{name}: {what}[{at}] has the id {thing.id!r}, which something else has already."
                )
            known.add(thing.id)
    for what, ids in (("positions", file.positions), ("inside", file.inside)):
        for id in ids:
            if id not in known:
                raise DesignFileError(f"{name}: {what} has {id!r}, which is not in the file.")
    for at, bends in enumerate(file.bends):
        if bends.wire not in wires:
            raise DesignFileError(f"{name}: bends[{at}] are those of a wire that is not in the file.")
    blocks = {block.id: block for block in file.blocks}
    layout = Layout(
        _placed([*nodes, *(thing.id for _, values in things for thing in values)], file.positions),
        {frame.id: frame for frame in file.frames},
        {comment.id: comment for comment in file.comments},
        blocks,
        file.inside,
        {bends.wire: bends.at for bends in file.bends},
        file.bookmarks,
    )
    _check_blocks(layout, name)
    return layout


def _check_blocks(layout: Layout, name: str) -> None:
    """Everything lies in a block that is there, and no block in itself."""
    for id, home in layout.inside.items():
        if home not in layout.blocks:
            raise DesignFileError(f"{name}: inside puts {id!r} into {home!r}, which is no block of the file.")
        if id in layout.blocks and id in (home, *way_up(layout, home)):
            raise DesignFileError(f"{name}: inside puts the block {id!r} into itself.")
    for at, mark in enumerate(layout.bookmarks):
        if mark.block and mark.block not in layout.blocks:
            raise DesignFileError(f"{name}: bookmarks[{at}] names the block {mark.block!r}, which is not in the file.")


def _placed(ids: Collection[str], positions: Mapping[str, Position]) -> dict[str, Position]:
    """Everything's position; what has none in a row below the others."""
    below = max((y for _, y in positions.values()), default=-ROW) + ROW
    missing = [id for id in ids if id not in positions]
    row = {id: (COLUMN * column, below) for column, id in enumerate(missing)}
    return {id: positions[id] if id in positions else row[id] for id in ids}


def _place(error: msgspec.ValidationError) -> str:
    """msgspec's sentence with the place in words: "`$.nodes[2].id`" as "nodes[2].id"."""
    what, _, place = re.sub(r"`([^`]*)`", r"\1", str(error)).partition(" - at ")
    place = place.removeprefix("$").removeprefix(".").replace("[...]", " (one of its values)")
    what = what[:1].lower() + what[1:]
    return f"{what}, at {place}" if place else what
