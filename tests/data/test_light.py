"""What the window may ask without loading a heavy library."""

import subprocess
import sys

import pytest

PROGRAM = """
import sys
{act}
heavy = {{"pandas", "sklearn", "scipy", "tensorflow", "keras", {more}}} & sys.modules.keys()
assert not heavy, heavy
"""


def run(act: str, more: str = "") -> subprocess.CompletedProcess[str]:
    program = PROGRAM.format(act=act, more=more)
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("act", "more"),
    [
        ("import designer.data, designer.data.sources", "'numpy'"),
        ("from designer.data.sources import PATTERNS, BUNDLED; [kind.help for kind in PATTERNS.values()]", "'numpy'"),
        ("from designer.data import describe; from designer.graph.specs import DataSpec; describe(DataSpec())", ""),
        (
            "from designer.data import source_code; from designer.graph.specs import *; source_code(DataSpec(Bundled()))",
            "",
        ),
        ("from designer.data import guess_table; guess_table('nowhere.csv')", ""),
    ],
)
def test_the_window_may_ask_without_loading(act: str, more: str) -> None:
    result = run(act, more)
    assert result.returncode == 0, result.stderr


def test_a_script_for_a_table_is_printed_without_pandas(tmp_path: object) -> None:
    path = f"{tmp_path}/t.csv"
    with open(path, "w") as file:  # noqa: PTH123
        file.write("a,b\n" + "1,2.5\n" * 20)
    act = f"from designer.data import source_code; from designer.graph.specs import *\nsource_code(DataSpec(Table({path!r})))"
    result = run(act)
    assert result.returncode == 0, result.stderr
