"""What each column of a table is for, as changes from one table to the next.

A table says little where defaults do: no target is its last column, no features are all the others that are of use.
So each change is told what the columns are now, which the facts of the data know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec.structs import replace

from designer.graph.design import Design
from designer.graph.edits import Edit
from designer.graph.specs import Column, ColumnType, DataSpec, Part, Table

ColumnRole: TypeAlias = Literal["feature", "target", "more", "weight", "unused"]
"""Learned from, predicted, predicted too, weighing the rows, or left out."""

TableChange: TypeAlias = Callable[[Table], Table]


def role_of(table: Table, column: Column) -> ColumnRole:
    """What a column is for."""
    if column.role == "target":
        return "more" if column.name in table.more_targets else "target"
    return column.role


def with_role(table: Table, columns: Sequence[Column], name: str, role: ColumnRole) -> Table:
    """The table with a column used so. What would leave nothing to predict or to learn from changes nothing."""
    now = {column.name: role_of(table, column) for column in columns}
    if now.get(name, role) == role:
        return table
    before = now[name]
    now[name] = role
    if role == "target":
        now.update({other: before for other, had in now.items() if had == "target" and other != name})
    if role == "weight":
        now.update({other: "unused" for other, had in now.items() if had == "weight" and other != name})
    if before == "target" and "target" not in now.values():
        heir = next((other for other, had in now.items() if had == "more"), None)
        if heir is None:
            return table
        now[heir] = "target"
    if "feature" not in now.values():
        return table
    return _told(table, now)


def _told(table: Table, roles: Mapping[str, ColumnRole]) -> Table:
    features = tuple(name for name, role in roles.items() if role == "feature")
    parts = tuple(
        replace(part, columns=tuple(name for name in part.columns if name in features)) for part in table.parts
    )
    parts = tuple(part for part in parts if part.columns)
    parted = {name for part in parts for name in part.columns}
    rest = tuple(name for name in features if name not in parted)
    if parts and rest:
        parts = (replace(parts[0], columns=(*parts[0].columns, *rest)), *parts[1:])
    return replace(
        table,
        target=next((name for name, role in roles.items() if role == "target"), table.target),
        more_targets=tuple(name for name, role in roles.items() if role == "more"),
        weights=next((name for name, role in roles.items() if role == "weight"), ""),
        features=() if parts else features,
        parts=parts,
    )


def with_type(table: Table, name: str, type: ColumnType | None) -> Table:
    """The table with a column of this type; `None` is what it looks like."""
    rest = {other: told for other, told in table.types.items() if other != name}
    return replace(table, types=rest if type is None else {**rest, name: type})


def slips_as_empty(columns: Iterable[Column]) -> Edit | None:
    """Count what is no number as empty, in each used column that is meant to hold numbers."""
    names = [column.name for column in columns if column.slips and column.role != "unused"]
    if not names:
        return None
    where = f"“{names[0]}”" if len(names) == 1 else f"{len(names)} columns"
    label = f"Count cells of {where} that are no number as empty"
    return change_table(label, lambda table: replace(table, types={**table.types, **dict.fromkeys(names, "number")}))


def part_of(table: Table, name: str) -> str:
    """The part a column is in; nothing where the table is not parted."""
    return next((part.name for part in table.parts if name in part.columns), "")


def with_input(
    data: DataSpec, columns: Sequence[Column], name: str, inputs: Mapping[str, str], chosen: str
) -> DataSpec:
    """The data with a column fed to another Input. `inputs` has the names of all Inputs by their ids."""
    table = data.source
    assert isinstance(table, Table)
    features = [column.name for column in columns if column.role == "feature"]
    fed = {part: id for id, part in data.feeds.items() if id in inputs}
    first = next(iter(inputs))
    goes = {feature: fed.get(part_of(table, feature), first) for feature in features}
    goes[name] = chosen
    names = _apart(inputs)
    parts = tuple(
        Part(names[id], tuple(feature for feature in features if goes[feature] == id))
        for id in inputs
        if id in goes.values()
    )
    if len(parts) == 1:
        feeds = {id: part for id, part in data.feeds.items() if id not in inputs}
        return replace(data, source=replace(table, parts=(), features=tuple(features)), feeds=feeds)
    feeds = {id: names[id] for id in inputs if id in goes.values()}
    return replace(data, source=replace(table, parts=parts, features=()), feeds={**data.feeds, **feeds})


def _apart(inputs: Mapping[str, str]) -> dict[str, str]:
    """A name of its own for each Input."""
    taken: dict[str, str] = {}
    for id, name in inputs.items():
        taken[id] = name if name and name not in taken.values() else f"{name} {len(taken) + 1}".strip()
    return taken


def change_table(label: str, change: TableChange) -> Edit:
    """Change the design's table; data that is none stays as it is."""

    def changed(design: Design) -> Design:
        if not isinstance(design.data.source, Table):
            return design
        source = change(design.data.source)
        return design if source == design.data.source else _with_source(design, source)

    return Edit(label, changed)


def _with_source(design: Design, source: Table) -> Design:
    return replace(design, data=replace(design.data, source=source))
