"""The printed code gives the very arrays of `load_examples`, without Layerloom."""

import ast
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from designer.data import load_examples, source_code
from designer.data.sources import BUNDLED, PATTERNS
from designer.graph.specs import DataSpec, Generated, Table
from designer.literals import literal

ARRAYS = ("x_train", "y_train", "x_validation", "y_validation")
NAMES = ("north", "south", "it's", 'a "quoted" one', "üöß")


def text_of(spec: DataSpec) -> str:
    code = source_code(spec)
    return "\n".join(code.imports) + "\n\n\n" + "\n\n".join(code.functions) + "\n\n" + code.body


def assert_same(spec: DataSpec) -> None:
    space: dict[str, np.ndarray] = {}
    exec(compile(text_of(spec), "script.py", "exec"), space)  # the test of what a user would run
    examples = load_examples(spec)
    for name in ARRAYS:
        expected, found = getattr(examples, name), np.asarray(space[name])
        if expected.dtype.kind == "U":
            found = np.char.decode(found.astype("S"), "utf-8").astype(expected.dtype)
        assert found.dtype == expected.dtype and np.array_equal(found, expected), name


@pytest.mark.parametrize("name", PATTERNS)
def test_a_patterns_code_gives_the_same_arrays(name: str) -> None:
    assert_same(DataSpec(Generated(pattern=name, size=77, noise=0.1, seed=3), validation=0.3, split_seed=4))


@pytest.mark.parametrize("name", BUNDLED)
def test_a_bundled_sets_code_gives_the_same_arrays(name: str) -> None:
    assert_same(DataSpec(BUNDLED[name].start, validation=0.25, split_seed=1))


def row(at: int, gaps: bool) -> list[str]:
    empty = {1: at % 7 == 0, 2: at % 11 == 0, 5: at % 13 == 0} if gaps else {}
    cells = [f"{at / 3:.3f}", str(at % 5), NAMES[at % 5], str(at % 4 == 0), "x" * (at % 2 + 1), f"{at * 1.7:.2f}"]
    return ["" if empty.get(number) else cell.replace('"', '""') for number, cell in enumerate(cells)]


def table(gaps: bool = True, separator: str = ",", header: bool = True, decimal: str = ".") -> str:
    lines = [[cell.replace(".", decimal) for cell in row(at, gaps)] for at in range(60)]
    first = [["size", "a rather long name, with 'quotes'", "place", "member", "very long name of a column", "y"]]
    rows = (first if header else []) + lines
    return "\n".join(separator.join(f'"{cell}"' if cell else "" for cell in cells) for cells in rows) + "\n"


@pytest.mark.parametrize("missing", ["drop", "fill"])
@pytest.mark.parametrize("target", ["", "place", "member", "size"])
@pytest.mark.parametrize("gaps", [True, False])
def test_a_tables_code_gives_the_same_arrays(tmp_path: Path, missing: str, target: str, gaps: bool) -> None:
    path = tmp_path / "it's a table.csv"
    path.write_text(table(gaps), encoding="utf-8")
    assert_same(DataSpec(Table(str(path), target=target, missing=missing)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize(("separator", "decimal"), [(",", "."), (";", ","), ("\t", ","), ("|", ".")])
@pytest.mark.parametrize("header", [True, False])
def test_variants_of_files_give_the_same_arrays(
    tmp_path: Path, encoding: str, separator: str, decimal: str, header: bool
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(table(True, separator, header, decimal), encoding=encoding)
    assert_same(DataSpec(Table(str(path), separator=separator, header=header)))


@pytest.mark.parametrize(
    "options", [{"features": ("size",)}, {"features": ("place", "size")}, {"task": "classification", "target": "y"}]
)
def test_choices_of_columns_give_the_same_arrays(tmp_path: Path, options: dict[str, object]) -> None:
    path = tmp_path / "plain.zip"  # a plain file, whatever its name says
    text = "size,place,y\n" + "".join(f"{at},{'ab'[at % 2]},{at % 6}\n" for at in range(30))
    path.write_text(text.replace("3,b", "12345678901234567890123,b"))
    assert_same(DataSpec(Table(str(path), **options)))


@pytest.mark.parametrize("features", [(), ("review",)])
def test_a_table_of_texts_gives_the_same_arrays(tmp_path: Path, features: tuple[str, ...]) -> None:
    lines = [f'"It was, all in all, number {at} ü",{"yes" if at % 3 else "no"}' for at in range(60)]
    (tmp_path / "t.csv").write_text("\n".join(["review,liked", *lines, ",yes"]), encoding="utf-8")
    source = Table(str(tmp_path / "t.csv"), features=features)
    assert_same(DataSpec(source))
    facts = load_examples(DataSpec(source)).facts
    assert facts.text and facts.input_shape == (1,) and facts.rows == 60
    assert facts.columns[0].type == "text" and facts.preview[0][0] == "It was, all in all, number 0 ü"


def test_the_code_runs_in_a_clean_process(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(table(), encoding="utf-8")
    program = text_of(DataSpec(Table(str(path)))) + "\nimport sys\nassert 'designer' not in sys.modules\n"
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", program + "print(x_train.sum())"],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=tmp_path,
    )
    assert result.returncode == 0, result.stderr
    assert float(result.stdout) == pytest.approx(load_examples(DataSpec(Table(str(path)))).x_train.sum())


def test_printed_code_is_formatted_and_clean(tmp_path: Path) -> None:
    table_path = tmp_path / "table.csv"
    table_path.write_text(table(), encoding="latin-1")
    specs = [DataSpec(kind.start) for kind in (*PATTERNS.values(), *BUNDLED.values())]
    specs += [DataSpec(Table(str(table_path), missing=missing)) for missing in ("drop", "fill")]
    for number, spec in enumerate(specs):
        (tmp_path / f"script_{number}.py").write_text(text_of(spec))
    scripts = sorted(map(str, tmp_path.glob("script_*.py")))
    for command in (["format", "--diff", "--isolated"], ["check", "--isolated", "--ignore", "F401"]):
        result = subprocess.run(["ruff", *command, *scripts], capture_output=True, text=True, timeout=60)
        assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("text", ['"); import os; ("', "'", "'\"", "\\", "\n", "ü", "a'b", 'a"b', "\udc80", "", "{x}"])
def test_a_users_text_comes_in_as_a_literal(text: str) -> None:
    assert ast.literal_eval(literal(text)) == text
    assert ast.literal_eval(literal([text])) == [text]
    assert ast.literal_eval(literal({text: "str"})) == {text: "str"}
