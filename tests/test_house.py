"""The house stands as described: formatted, typed, its rooms importing only what they may."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )


@pytest.mark.parametrize(
    "command",
    [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)],
    ids=["lint", "format", "types"],
)
def test_the_code_is_clean(command: tuple[str, ...]) -> None:
    done = run(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_rooms_import_only_what_they_may() -> None:
    script = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_package_is_pinned_to_one_version() -> None:
    import re
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = {re.split(r"==", row)[0] for row in project["tool"]["uv"]["constraint-dependencies"]}
    asked = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[<>=!~ ]", row)[0].lower() for row in asked}
    assert names <= pinned


def test_this_qt_does_not_leak_references_to_none() -> None:
    # PySide6 6.12.0 drops one reference to None with each void call, and Python 3.11 aborts when none is left
    script = """
import sys
from PySide6.QtGui import QImage, QPainter, QColor
image = QImage(8, 8, QImage.Format.Format_RGB32)
painter = QPainter(image)
color = QColor()
before = sys.getrefcount(None)
for _ in range(500):
    painter.setPen(color)
after = sys.getrefcount(None)
painter.end()
sys.exit(before - after > 100)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_the_packaging_folder_never_shadows_the_package_of_that_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()
