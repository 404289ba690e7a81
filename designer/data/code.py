"""The Python that makes the same arrays as `load_examples`, for a script without Layerloom.

Generators and split are printed from their own source; the other lines say what `bundled` and `tables` do,
and tests run them and compare the arrays bit for bit. Text of the user's comes in as a literal only.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator

from designer.data.bundled import LOADED, OWN, bundled_lines
from designer.data.changes import change_lines
from designer.data.columnuse import is_text
from designer.data.formats import NEEDS, format_of
from designer.data.large import is_large
from designer.data.ondisk import TAKEN, TAKEN_OF_EACH
from designer.data.patterns import GENERATORS, shapes, split, split_parts
from designer.data.script import DataCode
from designer.data.splitting import FUNCTIONS, arguments_of, column_split_by, part_rows, part_rows_of_each
from designer.data.spoiling import spoiling_code
from designer.data.survey import SurveyedColumn
from designer.data.tableplan import TablePlan, features_of, plan_table
from designer.graph.specs import (
    SHAPES_TARGETS,
    Arrays,
    Bundled,
    DataSpec,
    Generated,
    Images,
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
    imports, functions, lines = _source(source, column_split_by(spec))
    on_disk = stays_on_disk(source)
    spoiling, spoiled = spoiling_code(spec)
    splitting, last = _split_lines(spec, "rows" if on_disk else "x")
    weights, more = _weight_lines(spec)
    texts = _gives_texts(source)
    taken = () if not on_disk else TAKEN_OF_EACH if part_names(source) else TAKEN
    return DataCode(
        imports=("import numpy as np", *imports, *(("import tensorflow as tf",) if texts else ())),
        functions=(*functions, *spoiling, *splitting, *more),
        body="\n".join((*lines, *spoiled, *last, *weights, *(TEXTS if texts else ()), *taken)) + "\n",
        needs=NEEDS[format_of(source.path)] if isinstance(source, Table) else (),
        on_disk=on_disk,
    )


def _weight_lines(spec: DataSpec) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that part the weights of rows as the rows are parted, and the function they need beside others."""
    source = spec.source
    if not row_weights(source):
        return (), ()
    w = f'table[{literal(row_weights(source))}].to_numpy("float32")'
    first = ("# how much each row counts", f"w = {w}")
    if spec.split_by:
        return (*first, "w_train, w_validation = w[~held_back], w[held_back]"), ()
    arguments = ["w", "w", f"share={spec.validation!r}", f"seed={spec.split_seed!r}"]
    lines = (*first, _call("_, w_train, _, w_validation = split", arguments))
    return lines, (inspect.getsource(split),) if part_names(source) else ()


PARTED = "x_train, y_train, x_validation, y_validation"


def stays_on_disk(source: Source) -> bool:
    """Whether there are more rows than memory holds."""
    if isinstance(source, Arrays):
        from designer.data.arrays import stored_arrays

        return stored_arrays(source)
    if isinstance(source, Images):
        from designer.data.images import stored_images

        return stored_images(source)
    return isinstance(source, Table) and is_large(source)


def _split_lines(spec: DataSpec, x: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The functions that part the rows, and the lines that call them."""
    if not spec.split_by:
        splitting = split_parts if part_names(spec.source) else split
        arguments = [x, "y", f"share={spec.validation!r}", f"seed={spec.split_seed!r}"]
        return (inspect.getsource(splitting),), (_call(f"{PARTED} = {splitting.__name__}", arguments),)
    holding = FUNCTIONS[spec.split_by]
    arguments = [_parting(spec), *(f"{name}={value!r}" for name, value in arguments_of(spec).items())]
    parting = part_rows_of_each if part_names(spec.source) else part_rows
    functions = (inspect.getsource(holding), inspect.getsource(parting))
    held_back = _call(f"held_back = {holding.__name__}", arguments)
    return functions, (held_back, f"{PARTED} = {parting.__name__}({x}, y, held_back)")


def _parting(spec: DataSpec) -> str:
    """The column the split goes by, as an expression."""
    if spec.split_by != "class":
        return f"table[{literal(spec.split_column)}].to_numpy()"
    if not part_names(spec.source):
        return "y[:, 0]"
    return f"y[{literal(_first_class(spec.source))}][:, 0]"


def _first_class(source: Source) -> str:
    if not isinstance(source, Table):
        return SHAPES_TARGETS[1]
    named = zip(target_names(source), plan_table(source).answers, strict=True)
    return next((name for name, (_, is_class) in named if is_class), "")


TEXTS = (
    "# Keras takes texts as tensors only",
    "x_train, x_validation = tf.constant(x_train), tf.constant(x_validation)",
)


def _gives_texts(source: Source) -> bool:
    if isinstance(source, Arrays):
        from designer.data.arrays import gives_texts

        return gives_texts(source)
    if isinstance(source, Table):
        return bool(plan_table(source).text)
    return isinstance(source, Bundled) and source.name == "film_reviews"


Parts = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Import lines, functions, and the lines that define `x` and `y`."""


def _source(source: Source, split_column: str) -> Parts:
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
    if isinstance(source, Arrays):
        from designer.data.arrays import array_code

        return array_code(source)
    if isinstance(source, Images):
        from designer.data.images import image_functions, image_lines

        return ("from pathlib import Path", "from PIL import Image"), image_functions(source), image_lines(source)
    plan = plan_table(source, split_column)
    if is_large(source):
        from designer.data.largecode import large_code

        names = target_names(source) if part_names(source) else ()
        return large_code(plan, tuple(_all_answers(plan, names)), _list, _call, parted=bool(names))
    arrays = _part_lines(plan, target_names(source)) if part_names(source) else _array_lines(plan)
    return ("import pandas as pd",), (), (*_table_lines(plan), *arrays)


def _table_lines(plan: TablePlan) -> tuple[str, ...]:
    arguments = [literal(plan.path), *(f"{name}={literal(value)}" for name, value in plan.options.items())]
    names = (_list("table.columns", plan.survey.names),) if plan.reader != "read_csv" and plan.survey.renamed else ()
    return (
        _call(f"table = pd.{plan.reader}", arguments),
        *(("table = table.reset_index()",) if plan.survey.indexed else ()),
        *names,
        *(line for column in plan.changed for line in change_lines(column)),
        *_gap_lines(plan),
        *_copies_lines(plan),
    )


def _copies_lines(plan: TablePlan) -> tuple[str, ...]:
    if not plan.once:
        return ()
    return (_list("used", [column.name for column in plan.used]), "table = table.drop_duplicates(subset=used)")


def _gap_lines(plan: TablePlan) -> tuple[str, ...]:
    gone = [column.name for column in plan.never_filled if column.missing]
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
    return (*lines, *_answers_by_name(plan, names))


def _all_answers(plan: TablePlan, names: tuple[str, ...]) -> Iterator[str]:
    """The lines for the answers alone, by name if there are names."""
    if names:
        yield "y = {}"
        yield from _answers_by_name(plan, names)
    else:
        yield from _answer_lines("y", plan.target, plan.classification)


def _answers_by_name(plan: TablePlan, names: tuple[str, ...]) -> Iterator[str]:
    for name, (column, is_class) in zip(names, plan.answers, strict=True):
        yield from _answer_lines(f"y[{literal(name)}]", column, is_class)


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
