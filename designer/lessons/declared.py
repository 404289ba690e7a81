"""Declarations in YAML as values of a type, and what is wrong with them as one sentence and a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from designer.errors import one_line
from designer.lessons.yamltext import Way, YamlFault, read_yaml

T = TypeVar("T")

_STEP = re.compile(r"\.([A-Za-z_]\w*)|\[(\d+)\]|\[\.\.\.\]")
_TYPE = re.compile(r"`([^`]*)`")
_IN_WORDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "null": "nothing",
    "array": "a list in [ ]",
    "object": "words with colons",
}
_MISSING = re.compile(r"Object missing required field `([^`]*)`")
_UNKNOWN = re.compile(r"Object contains unknown field `([^`]*)`")


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong with a lesson: its line, counted from 1, and one sentence."""

    line: int
    what: str


class Faulty(Exception):
    """A declaration that cannot be read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.fault = fault


def declared(text: str, type: type[T], first: int, **more: Any) -> T:
    """What some YAML declares. `first` is the line it begins in, `more` what is said elsewhere. Raises `Faulty`."""
    try:
        said = read_yaml(text)
    except YamlFault as error:
        raise Faulty(Fault(first + error.line - 1, one_line(str(error)))) from None
    values = {} if said.value is None else said.value
    if not isinstance(values, dict):
        raise Faulty(Fault(first, "Expected lines of a word, a colon and a value, found none."))
    for name in more:
        if name in values:
            raise Faulty(Fault(first + said.line((name,)) - 1, f"{name} cannot be said here. Leave it out."))
    try:
        return msgspec.convert({**more, **values}, type=type)
    except msgspec.ValidationError as error:
        way, sentence = _told(str(error))
        if len(way) == 1 and way[0] not in _names(type):
            sentence = f"{sentence} There is {', '.join(name for name in _names(type) if name not in more)}."
        raise Faulty(Fault(first + said.line(way) - 1, sentence)) from None


def _names(type: object) -> tuple[str, ...]:
    return getattr(type, "__struct_encode_fields__", ())


def _told(error: str) -> tuple[Way, str]:
    """msgspec's message as the way to what it is about, and a sentence: `Expected text, found a number, in options[1].say.`"""
    what, _, place = error.partition(" - at ")
    place = place.strip("`").removeprefix("$")
    way: list[str | int] = []
    for name, number in _STEP.findall(place):
        if not name and not number:
            break
        way.append(name or int(number))
    unknown = _UNKNOWN.match(what)
    if unknown:
        way.append(unknown[1])
        what = f"There is nothing called {unknown[1]!r}"
    missing = _MISSING.match(what)
    if missing:
        what = f"Expected {missing[1]}, got none"
    named = place.lstrip(".")
    sentence = _TYPE.sub(_in_words, what).replace(", got", ", found")
    return tuple(way), one_line(f"{sentence}, in {named}." if named else f"{sentence}.")


def _in_words(types: re.Match[str]) -> str:
    """`int | float | null` as words; that nothing would do as well need not be said."""
    names = types[1].split(" | ")
    wanted = [name for name in names if name != "null" or len(names) == 1]
    if {"int", "float"} <= set(wanted):
        wanted.remove("int")
    return " or ".join(_IN_WORDS.get(name, name) for name in wanted)
