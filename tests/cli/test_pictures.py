"""Pictures from the command line, without a display, by a process that ends well or says why not."""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from designer.graph.edits import remove
from designer.graph.files import load, save
from designer.paths import resources

ROOT = Path(__file__).parent.parent.parent
STARTER = resources() / "examples" / "starter.loom"
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def export(*arguments: str, design: Path = STARTER) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in SCREENS}
    command = [sys.executable, str(ROOT / "main.py"), "export", str(design), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)


@pytest.mark.parametrize(
    ("options", "begin"),
    [
        (("--to", "svg", "--title", "<script>&"), b"<?xml"),
        (("--to", "png", "--scale", "2", "--picture", "neurons", "--transparent"), b"\x89PNG"),
        (("--to", "pdf", "--theme", "dark"), b"%PDF"),
    ],
    ids=["svg", "png", "pdf"],
)
def test_a_picture_needs_no_display(options: tuple[str, ...], begin: bytes, tmp_path: Path) -> None:
    out = tmp_path / f"größe 1.{options[1]}"
    done = export(*options, "-o", str(out))
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert out.read_bytes().startswith(begin)
    if options[1] == "svg":
        assert any("script" in (element.text or "") for element in ElementTree.parse(out).iter())


def test_a_broken_design_can_be_drawn(tmp_path: Path) -> None:
    design = load(STARTER)
    first = next(node for node in design.graph.nodes.values() if node.kind == "Input")
    save(tmp_path / "broken.loom", remove([first])(design))
    for subject in ("canvas", "neurons"):
        done = export(
            "--to", "svg", "-o", str(tmp_path / "a.svg"), "--picture", subject, design=tmp_path / "broken.loom"
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--to", "png", "--scale", "99"), 2, "--scale"),
        (("--to", "png", "--scale", "nan"), 2, "--scale"),
        (("--to", "png", "--theme", "pink"), 2, "--theme"),
        (("--to", "png", "-o", "missing/a.png"), 2, "folder"),
    ],
)
def test_a_wrong_order_is_one_sentence(options: tuple[str, ...], code: int, words: str, tmp_path: Path) -> None:
    done = export("-o", str(tmp_path / "a.png"), *options)
    assert done.returncode == code
    assert words in done.stderr and len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "a.png").exists()


def test_nothing_to_draw_is_said_and_a_file_that_was_there_stays(tmp_path: Path) -> None:
    from designer.graph.design import Design

    save(tmp_path / "empty.loom", Design())
    (tmp_path / "a.png").write_text("before")
    done = export("--to", "png", "-o", str(tmp_path / "a.png"), design=tmp_path / "empty.loom")
    assert done.returncode == 1 and "nothing to draw" in done.stderr
    assert (tmp_path / "a.png").read_text() == "before"


def test_the_command_line_itself_loads_no_qt() -> None:
    script = (
        "import sys, designer.cli; sys.exit(any(name.startswith(('PySide6', 'designer.ui')) for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0
