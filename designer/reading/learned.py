"""Lists that layers such as TextVectorization learned before they were saved, as lists that they are given.

A .keras file has them beside its JSON, one entry a line, in the folder of each such layer. In a design they are the
layer's `vocabulary`, so that what is drawn, trained and exported answers as the network in the file does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import cast

from designer.catalogue import kind_named
from designer.catalogue.lookup import own_words
from designer.catalogue.schema import Kind
from designer.reading.layers import layer_of
from designer.reading.names import kind_name
from designer.reading.objects import thing_of
from designer.reading.places import Placed, placed
from designer.reading.results import Note, Notes
from designer.reading.things import Thing
from designer.values import Value

MOST = 2000
"""How many entries a list can have: code with one entry a line must not be too long a piece to be read back."""
LARGEST_LIST = 20 * 1024
"""The largest list that is looked at, in bytes, for the same reason."""
_ANEW = "It learns a new one from the training rows."


def take_lists(config: Mapping[str, object], sizes: Mapping[str, int], read: Callable[[str], bytes]) -> list[Note]:
    """Put each list that was learned where Keras's JSON has those that were given; say which cannot be had, and why.

    `sizes` are those of the files there are, by name; `read` gives what is in one of them.
    """
    said = []
    for one, thing, kind in _learning(config):
        name = f"assets/{one.place}/vocabulary.txt"
        if name not in sizes:
            found: list[object] | str = f"The list that {kind.name} learned is not in the file. {_ANEW}"
        elif sizes[name] > LARGEST_LIST:
            found = _too_long(kind)
        else:
            found = _entries(thing, kind, read(name))
        if isinstance(found, str):
            said.append(Note(one.where, found))
        elif found:
            cast("dict[str, object]", one.row["config"])["vocabulary"] = found
    return said


def _learning(config: Mapping[str, object]) -> Iterator[tuple[Placed, Thing, Kind]]:
    """The layers that learn a list and were not given one."""
    for one in placed(config):
        kind, there = kind_named(kind_name(str(one.row["class_name"]))), one.row.get("config")
        if kind is None or kind.adapts is None or "vocabulary" not in kind.by_name or not isinstance(there, dict):
            continue
        thing = thing_of(dict(one.row))
        if isinstance(thing, Thing) and thing.of_keras and there.get("vocabulary") is None:
            yield one, thing, kind


def _entries(thing: Thing, kind: Kind, content: bytes) -> list[object] | str:
    """What a list holds besides the marks Keras puts before it: nothing if it learned nothing; why it cannot be had."""
    settings = layer_of(thing, Notes()).settings
    if settings.get("output_mode") == "tf_idf":
        return f"The list that {kind.name} learned was left out, as how telling its entries are lies elsewhere. {_ANEW}"
    lines = content.decode("utf-8", "replace").splitlines()
    while lines and not lines[-1]:
        lines.pop()
    try:
        entries: Value = tuple(lines) if kind.reads == "text" else tuple(map(int, lines))
    except ValueError:
        return _odd(kind)
    own = own_words(kind.filled({**settings, "vocabulary": entries}))
    if len(own) > MOST:
        return _too_long(kind)
    if own and kind.by_name["vocabulary"].type.check(cast(Value, own)) is not None:
        return _odd(kind)
    return list(own)


def _too_long(kind: Kind) -> str:
    most = f"{MOST:,} entries, or {LARGEST_LIST // 1024} KB, that a design holds"
    return f"The list that {kind.name} learned is longer than the {most}. {_ANEW}"


def _odd(kind: Kind) -> str:
    what = "plain words" if kind.reads == "text" else "whole numbers of a usual size"
    return f"The list that {kind.name} learned was left out, as not all of its entries are {what}. {_ANEW}"
