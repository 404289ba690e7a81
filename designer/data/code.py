"""The Python that makes the same arrays as `load_examples`, for a script without Layerloom.

Generators and split are printed from their own source; the other lines say what `bundled` and `tables` do,
and tests run them and compare the arrays bit for bit. Text of the user's comes in as a literal only.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable

from designer.data.bundled import bundled_lines
from designer.data.patterns import GENERATORS, split
from designer.data.reviews import film_reviews
from designer.data.script import DataCode
from designer.data.survey import SurveyedColumn
from designer.data.tableplan import TablePlan, plan_table
from designer.graph.specs import Bundled, DataSpec, Generated, Source, Table
from designer.literals import literal

LINE = 88
"""Where lines of a script end, if a literal lets them."""


def code_for(spec: DataSpec) -> DataCode:
    """The code for these examples. Raises `DataError` if a table cannot be read."""
    source = spec.source
    imports, functions, lines = _source(source)
    last = _call(
        "x_train, y_train, x_validation, y_validation = split",
        ["x", "y", f"share={spec.validation!r}", f"seed={spec.split_seed!r}"],
    )
    texts = _gives_texts(source)
    return DataCode(
        imports=("import numpy as np", *imports, *(("import tensorflow as tf",) if texts else ())),
        functions=(*functions, inspect.getsource(split)),
        body="\n".join((*lines, last, *(TEXTS if texts else ()))) + "\n",
    )


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


def _source(source: Generated | Bundled | Table) -> Parts:
    if isinstance(source, Generated):
        arguments = f"size={source.size!r}, noise={source.noise!r}, seed={source.seed!r}"
        made = f"x, y = {source.pattern}({arguments})"
        return (), (inspect.getsource(GENERATORS[source.pattern]),), (made,)
    if isinstance(source, Bundled) and source.name == "film_reviews":
        return (), (inspect.getsource(film_reviews),), bundled_lines(source)
    if isinstance(source, Bundled):
        return (f"from sklearn.datasets import load_{source.name}",), (), bundled_lines(source)
    return ("import pandas as pd",), (), _table_lines(plan_table(source))


def _table_lines(plan: TablePlan) -> tuple[str, ...]:
    arguments = [literal(plan.path), *(f"{name}={literal(value)}" for name, value in plan.options.items())]
    return (_call("table = pd.read_csv", arguments), *_gap_lines(plan), *_array_lines(plan))


def _gap_lines(plan: TablePlan) -> tuple[str, ...]:
    target = plan.target.name
    if not plan.gaps:
        return ()
    if not plan.fill:
        return (_call("table = table.dropna", [f"subset={literal(list(plan.gaps))}"]),)
    dropped = (f"table = table.dropna(subset=[{literal(target)}])",) if target in plan.gaps else ()
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
    names, target = [column.name for column in plan.features], literal(plan.target.name)
    lines = [_list("features", names)]
    if plan.text:
        lines.append('x = table[features].to_numpy("str")')
    elif plan.categories:
        lines.append(_list("categories", plan.categories))
        lines.append('x = pd.get_dummies(table[features], columns=categories).to_numpy("float32")')
    else:
        lines.append('x = table[features].to_numpy("float32")')
    if plan.classification:
        lines.append(f'numbers = table[{target}].astype("category").cat.codes')
        lines.append('y = numbers.to_numpy("int32").reshape(-1, 1)')
    else:
        lines.append(f'y = table[[{target}]].to_numpy("float32")')
    return tuple(lines)


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
