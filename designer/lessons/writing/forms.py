"""What can be said of a declaration, from its own type: what a form asks for, and the YAML of what was filled in.

Nothing here knows one check from another: a new one has its form from the day it is declared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import inspect

from designer.lessons.checks import Check
from designer.lessons.declared import Faulty, declared
from designer.lessons.reading import TAGS
from designer.lessons.writing.yamlwriting import yaml_of
from designer.lessons.yamltext import scalar

LONG = 300
"""Texts that may have more letters than this are asked for in several lines."""

Sort: TypeAlias = Literal["line", "text", "number", "truth", "choice", "list", "rows", "records"]


@dataclass(frozen=True)
class Field:
    """One thing to fill in: its name in the file, of what sort it is, and what there is to choose from.

    A choice that is `free` can be typed as well. `words` says that a list has words and no numbers, `fields` what each
    of several records has. Rows are lists of numbers, a line for each.
    """

    name: str
    sort: Sort
    required: bool = False
    choices: tuple[str, ...] = ()
    free: bool = False
    words: bool = True
    fields: tuple[Field, ...] = ()

    @property
    def title(self) -> str:
        """`at_least` as it is shown."""
        bare = self.name.replace("_", " ")
        return bare[:1].upper() + bare[1:]


def fields_of(type: type[msgspec.Struct]) -> tuple[Field, ...]:
    """What can be filled in for a declaration: what it takes first, then what it may have."""
    info = inspect.type_info(type)
    assert isinstance(info, inspect.StructType)
    unasked: frozenset[str] = getattr(type, "unasked", frozenset())
    fields = [_field(one) for one in info.fields if one.name not in unasked]
    common = [field for field in fields if field.name in ("name", "say", "tip")]
    own = [field for field in fields if field not in common]
    return (*(one for one in own if one.required), *(one for one in own if not one.required), *common)


def said_of(type: type[msgspec.Struct]) -> str:
    """What a declaration is for: the first lines of what its type says of itself."""
    first = (type.__doc__ or "").strip().partition("\n\n")[0]
    return " ".join(first.split())


def entry(tag: str) -> str:
    """How a menu offers a kind of check: its word, and what it is for, up to the first pause of what its type says."""
    said = said_of(TAGS[tag])
    for pause in (". ", ": ", ", ", ";"):
        said = said.partition(pause)[0]
    return f"{tag.capitalize()}: {said[:1].lower()}{said[1:].rstrip('.')}…"


def heading(tag: str) -> str:
    """What stands above the form of a kind of check."""
    return f"Check: {tag}"


def declaration(fields: tuple[Field, ...], typed: Mapping[str, Any]) -> str:
    """The YAML of what was filled in, its name first; what was left empty is left out."""
    ordered = sorted(fields, key=lambda field: field.name != "name")
    values = {field.name: _value(field, typed.get(field.name)) for field in ordered}
    return yaml_of({name: value for name, value in values.items() if not _is_empty(value)})


def objection(tag: str, content: str) -> str:
    """Why a check cannot be declared so, in one sentence; nothing if it can."""
    try:
        check: Check = declared(content, TAGS[tag], 1, check=tag)
    except Faulty as error:
        return error.fault.what
    return check.fault()


def _field(field: inspect.Field) -> Field:
    return replace(_sorted(field.encode_name, field.type), required=field.required)


def _sorted(name: str, type: inspect.Type) -> Field:
    match type:
        case inspect.UnionType():
            return _one_of_several(name, [one for one in type.types if not isinstance(one, inspect.NoneType)])
        case inspect.LiteralType():
            return Field(name, "choice", choices=tuple(map(str, type.values)))
        case inspect.VarTupleType():
            return _list(name, type.item_type)
        case inspect.BoolType():
            return Field(name, "truth")
        case inspect.IntType() | inspect.FloatType():
            return Field(name, "number")
        case _:
            long = isinstance(type, inspect.StrType) and (type.max_length or 0) > LONG
            return Field(name, "text" if long else "line")


def _one_of_several(name: str, types: list[inspect.Type]) -> Field:
    literal = next((one for one in types if isinstance(one, inspect.LiteralType)), None)
    row = next((one for one in types if isinstance(one, inspect.VarTupleType)), None)
    if literal is not None:
        return Field(name, "choice", choices=tuple(map(str, literal.values)), free=len(types) > 1)
    if row is not None:
        return _sorted(name, row)
    return _sorted(name, types[0])


def _list(name: str, item: inspect.Type) -> Field:
    if isinstance(item, inspect.StructType):
        return Field(name, "records", fields=tuple(_field(one) for one in item.fields))
    if isinstance(item, inspect.VarTupleType):
        return Field(name, "rows")
    return Field(name, "list", words=isinstance(item, inspect.StrType))


def _value(field: Field, typed: Any) -> Any:
    """What was typed as the value it is in the file. What is no number stays text, which the reader objects to."""
    if field.sort == "records":
        rows = [{one.name: _value(one, row.get(one.name)) for one in field.fields} for row in typed or ()]
        return [{name: value for name, value in row.items() if not _is_empty(value)} for row in rows]
    if field.sort == "rows":
        lines = str(typed or "").split("\n")
        return [[scalar(one) for one in re.split(r"[,;\s]+", line.strip())] for line in lines if line.strip()]
    if field.sort == "list":
        lines = [line.strip() for line in str(typed or "").split("\n")]
        return [line if field.words else scalar(line) for line in lines if line]
    if field.sort == "truth":
        return bool(typed)
    text = str(typed if typed is not None else "").strip()
    return scalar(text) if text and (field.sort == "number" or field.free) else text


def _is_empty(value: Any) -> bool:
    """Whether nothing was filled in; 0 is something."""
    return value is None or value is False or value in ("", [])


def typed_of(field: Field, value: Any) -> Any:
    """A value of the file as it is shown to be changed."""
    if field.sort == "records":
        return [
            {one.name: typed_of(one, row.get(one.name)) for one in field.fields}
            for row in value or ()
            if isinstance(row, dict)
        ]
    if field.sort == "rows":
        rows = value if isinstance(value, list) else []
        return "\n".join(" ".join(map(_shown, row)) for row in rows if isinstance(row, list))
    if field.sort == "list":
        return "\n".join(_shown(one) or "null" for one in value) if isinstance(value, list) else _shown(value)
    return value is True if field.sort == "truth" else _shown(value)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
