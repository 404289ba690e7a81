"""The Python that makes the same arrays as `load_examples`, for a script without Layerloom.

Generators and split are printed from their own source; the other lines say what `bundled` and `tables` do,
and tests run them and compare the arrays bit for bit. Text of the user's comes in as a literal only.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator

from designer.data.bundled import LOADED, OWN, bundled_lines
from designer.data.patterns import GENERATORS, shapes, split, split_parts
from designer.data.script import DataCode
from designer.data.survey import SurveyedColumn
from designer.data.tableplan import TablePlan, features_of, is_text, plan_table
from designer.graph.specs import (
    Bundled,
    DataSpec,
    Generated,
    Shapes,
    Source,
    Table,
    part_names,
    row_weights,
    target_names,
)
from designer.literals import literal

LINE = 88
"""Where lines of a script end, if a literal lets them."""


def code_for(spec: DataSpec) -> DataCode:
    """The code for these examples. Raises `DataError` if a table cannot be read."""
    source = spec.source
    imports, functions, lines = _source(source)
    splitting = split_parts if part_names(source) else split
    last = _call(
        f"x_train, y_train, x_validation, y_validation = {splitting.__name__}",
        ["x", "y", f"share={spec.validation!r}", f"seed={spec.split_seed!r}"],
    )
    weights, more = _weight_lines(spec)
    texts = _gives_texts(source)
    return DataCode(
        imports=("import numpy as np", *imports, *(("import tensorflow as tf",) if texts else ())),
        functions=(*functions, inspect.getsource(splitting), *more),
        body="\n".join((*lines, last, *weights, *(TEXTS if texts else ()))) + "\n",
    )


def _weight_lines(spec: DataSpec) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that part the weights of rows as the rows are parted, and the function they need beside others."""
    source = spec.source
    if not row_weights(source):
        return (), ()
    w = f'table[{literal(row_weights(source))}].to_numpy("float32")'
    arguments = ["w", "w", f"share={spec.validation!r}", f"seed={spec.split_seed!r}"]
    lines = ("# how much each row counts", f"w = {w}", _call("_, w_train, _, w_validation = split", arguments))
    return lines, (inspect.getsource(split),) if part_names(source) else ()


TEXTS = (
    "# Keras takes texts as tensors only",
    "x_train, x_validation = tf.constant(x_train), tf.constant(x_validation)",
)


def _gives_texts(source: Source) -> bool:
    if isinstance(source, Table):
        return bool(plan_table(source).text)
    return isinstance(source, Bundled) and source.name == "film_reviews"


Parts = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Import lines, functions, and the lines that define `x` and `y`."""


def _source(source: Source) -> Parts:
    if isinstance(source, Generated):
        arguments = f"size={source.size!r}, noise={source.noise!r}, seed={source.seed!r}"
        made = f"x, y = {source.pattern}({arguments})"
        return (), (inspect.getsource(GENERATORS[source.pattern]),), (made,)
    if isinstance(source, Shapes):
        arguments = f"size={source.size!r}, noise={source.noise!r}, seed={source.seed!r}"
        return (), (inspect.getsource(shapes),), (f"x, y = shapes({arguments})",)
    if isinstance(source, Bundled) and source.name in OWN:
        return (), (inspect.getsource(OWN[source.name]),), bundled_lines(source)
    if isinstance(source, Bundled):
        loaded = LOADED.get(source.name, source.name)
        return (f"from sklearn.datasets import load_{loaded}",), (), bundled_lines(source)
    plan = plan_table(source)
    arrays = _part_lines(plan, target_names(source)) if part_names(source) else _array_lines(plan)
    return ("import pandas as pd",), (), (*_table_lines(plan), *arrays)


def _table_lines(plan: TablePlan) -> tuple[str, ...]:
    arguments = [literal(plan.path), *(f"{name}={literal(value)}" for name, value in plan.options.items())]
    return (_call("table = pd.read_csv", arguments), *_gap_lines(plan))


def _gap_lines(plan: TablePlan) -> tuple[str, ...]:
    gone = [column.name for column in plan.targets if column.missing]
    if not plan.gaps:
        return ()
    if not plan.fill:
        return (_call("table = table.dropna", [f"subset={literal(list(plan.gaps))}"]),)
    dropped = (_call("table = table.dropna", [f"subset={literal(gone)}"]),) if gone else ()
    fills = tuple(_fill_line(column) for column in plan.features if column.missing)
    return (*dropped, *fills)


def _fill_line(column: SurveyedColumn) -> str:
    place = f"table[{literal(column.name)}]"
    value = f"{place}.median()" if column.is_number else f"{place}.mode()[0]"
    line = f"table = table.fillna({{{literal(column.name)}: {value}}})"
    if len(line) <= LINE:
        return line
    return f"usual = {value}\ntable = table.fillna({{{literal(column.name)}: usual}})"


def _array_lines(plan: TablePlan) -> tuple[str, ...]:
    return (*_feature_lines("x", plan.features), *_answer_lines("y", plan.target, plan.classification))


def _part_lines(plan: TablePlan, names: tuple[str, ...]) -> tuple[str, ...]:
    """The lines for each part and each target, by name."""
    lines = ["x, y = {}, {}"]
    for name, columns in features_of(plan).items():
        lines += _feature_lines(f"x[{literal(name)}]", columns)
    for name, (column, is_class) in zip(names, plan.answers, strict=True):
        lines += _answer_lines(f"y[{literal(name)}]", column, is_class)
    return tuple(lines)


def _feature_lines(x: str, columns: tuple[SurveyedColumn, ...]) -> Iterator[str]:
    categories = [column.name for column in columns if not column.is_number]
    yield _list("features", [column.name for column in columns])
    if len(columns) == 1 and is_text(columns[0]):
        yield f'{x} = table[features].to_numpy("str")'
    elif categories:
        yield _list("categories", categories)
        yield f'{x} = pd.get_dummies(table[features], columns=categories).to_numpy("float32")'
    else:
        yield f'{x} = table[features].to_numpy("float32")'


def _answer_lines(y: str, column: SurveyedColumn, is_class: bool) -> Iterator[str]:
    target = literal(column.name)
    if is_class:
        yield f'numbers = table[{target}].astype("category").cat.codes'
        yield f'{y} = numbers.to_numpy("int32").reshape(-1, 1)'
    else:
        yield f'{y} = table[[{target}]].to_numpy("float32")'


def _list(name: str, values: Iterable[str]) -> str:
    items = [literal(value) for value in values]
    line = f"{name} = [{', '.join(items)}]"
    return line if len(line) <= LINE else "\n".join((f"{name} = [", *(f"    {item}," for item in items), "]"))


def _call(start: str, arguments: list[str]) -> str:
    """A call on one line, or with an argument a line where it would be too long."""
    line = f"{start}({', '.join(arguments)})"
    if len(line) <= LINE:
        return line
    return "\n".join((f"{start}(", *(f"    {argument}," for argument in arguments), ")"))
