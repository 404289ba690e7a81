"""From what a person filled in to the rows a network is fed, and back: by the preparation of the examples themselves."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from designer.data.examples import Examples
from designer.data.fields import Field, Given, Packed, fields_of
from designer.data.layout import Layout
from designer.data.rows import Rows, arrays, taken
from designer.errors import DataError

LONGEST_TEXT = 100_000


def rows_given(given: Mapping[str, Given], examples: Examples) -> Rows:
    """One row of what was filled in, arranged as the examples are. Raises `DataError` for what is no value."""
    parts = {name: _part(given, layout, _of_part(examples, name)) for name, layout in examples.layouts.items()}
    return parts if examples.facts.parts else parts[""]


def filled_in(examples: Examples, place: int) -> dict[str, Given]:
    """What a person would have filled in for one of the rows held back."""
    found: dict[str, Given] = {}
    for name, layout in examples.layouts.items():
        rows = taken(examples.x_validation, place)
        row = rows[name] if isinstance(rows, dict) else arrays(rows)[0]
        if layout.columns:
            found |= _cells(layout, row)
        else:
            field = _of_part(examples, name)[0]
            found[field.name] = str(row[0]) if field.kind == "text" else Packed(np.asarray(row, "float32").tobytes())
    return found


def _of_part(examples: Examples, name: str) -> list[Field]:
    return [field for field in fields_of(examples.facts) if field.part == name]


def _cells(layout: Layout, row: np.ndarray) -> dict[str, Given]:
    known = layout.categories
    return {
        name: known[name][int(row[span].argmax())] if name in known else float(row[span][0])
        for name, span in layout.spans()
    }


def _part(given: Mapping[str, Given], layout: Layout, fields: Sequence[Field]) -> np.ndarray:
    if not layout.columns:
        return _whole(given, fields[0])
    numbers = {name: _number(given, name) for name, known in layout.columns if not known}
    if not layout.categories:
        return np.array([list(numbers.values())], "float32")
    # Imported here because only a table has categories, and whoever read one has loaded pandas.
    import pandas as pd

    from designer.data.tables import inputs_of

    texts = {name: _category(given, name, known) for name, known in layout.categories.items()}
    return inputs_of(pd.DataFrame([{**numbers, **texts}]), layout)


def _whole(given: Mapping[str, Given], field: Field) -> np.ndarray:
    value = given.get(field.name)
    if field.kind == "text":
        if not isinstance(value, str) or len(value) > LONGEST_TEXT:
            raise DataError(f"Expected a text of at most {LONGEST_TEXT:,} letters in {field.name!r}.")
        return np.array([[value]])
    size = math.prod(int(side or 0) for side in field.shape)
    if not isinstance(value, Packed) or len(value.floats) != 4 * size:
        raise DataError(f"Expected {size:,} numbers in {field.name!r}.")
    numbers = np.frombuffer(value.floats, np.float32)
    if not np.isfinite(numbers).all():
        raise DataError(f"Expected only finite numbers in {field.name!r}.")
    return numbers.reshape(1, *(int(side or 0) for side in field.shape))


def _number(given: Mapping[str, Given], name: str) -> float:
    value = given.get(name)
    if not isinstance(value, float | int) or not abs(value) < 3.4e38:
        raise DataError(f"Expected a number in {name!r}.")
    return float(value)


def _category(given: Mapping[str, Given], name: str, known: Sequence[str]) -> str:
    value = given.get(name)
    if value not in known:
        shown = ", ".join(known[:20])
        raise DataError(f"Expected one of {shown} in {name!r}, found {value!r}: no row left to learn from has it.")
    return str(value)
