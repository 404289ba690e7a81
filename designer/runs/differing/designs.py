"""What a second run has otherwise than a first one: its network, its training, its data, what it was made with.

Where cards lie, what frames them and which blocks hold them changes no run and is not told.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from designer.data.sources import source_label
from designer.graph.design import Design
from designer.graph.specs import Source, Table
from designer.runs.differing.networks import network_changes
from designer.runs.differing.values import changes
from designer.runs.record import DataPrint, Versions

Prints = tuple[DataPrint, DataPrint]
UNKNOWN: Prints = (DataPrint(), DataPrint())


def differences(before: Design, after: Design, prints: Prints = UNKNOWN) -> tuple[str, ...]:
    """Each way in which `after` differs from `before`, as a line: `Dense 1: units 4 → 8`.

    `prints` are what the files of the data were, if that is known.
    """
    return (
        *network_changes(before.graph, after.graph),
        *changes("", before.training, after.training),
        *_data_changes(before, after, prints),
    )


def version_differences(before: Versions, after: Versions) -> tuple[str, ...]:
    """The same of what the runs were made with."""
    return tuple(changes("", before, after))


def source_name(source: Source) -> str:
    """What a source is called in a line: `Spiral`, `rows.csv`."""
    return source_label(source) or "no file"


def _data_changes(before: Design, after: Design, prints: Prints) -> Iterator[str]:
    one, other = before.data, after.data
    yield from _source_changes(one.source, other.source, prints)
    if one.validation != other.validation:
        yield f"held back {100 * one.validation:g} % → {100 * other.validation:g} %"
    yield from changes("seed of the split", one.split_seed, other.split_seed)
    yield from changes("spoiled on purpose:", one.spoiled or "nothing", other.spoiled or "nothing")
    for design_ends, old, new in (("into", one.feeds, other.feeds), ("held against", one.answers, other.answers)):
        for id in dict.fromkeys([*old, *new]):
            node = after.graph.nodes.get(id) or before.graph.nodes.get(id)
            label = f"data {design_ends} {node.name if node is not None else id}:"
            yield from changes(label, old.get(id, "by itself"), new.get(id, "by itself"))


def _source_changes(one: Source, other: Source, prints: Prints) -> Iterator[str]:
    if isinstance(one, Table) and isinstance(other, Table):
        yield from _file_changes(one, other, prints)
        one, other = replace(one, path=""), replace(other, path="")
    elif source_label(one) != source_label(other):
        yield f"data: {source_name(one)} → {source_name(other)}"
        return
    yield from changes("data:", one, other)


def _file_changes(one: Table, other: Table, prints: Prints) -> Iterator[str]:
    before, after = prints
    known = bool(before.digest and after.digest)
    if known and before.digest != after.digest and one.path == other.path:
        yield f"data: the file was changed ({before.size:,} → {after.size:,} bytes)"
    elif (known and before.digest != after.digest) or (not known and one.path != other.path):
        yield f"data: other file ({source_name(one)} → {source_name(other)})"
