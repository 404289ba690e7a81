"""The command line among other programs: pipes that close, interrupts, encodings and folders of any kind."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from designer.catalogue import KINDS
from designer.cli import main
from designer.cli.printing import print_json
from designer.paths import resources

MAIN = Path(__file__).parent.parent.parent / "main.py"
EXAMPLES = resources() / "examples"
PLAIN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def hear_interrupts() -> None:
    """Whoever starts the tests in the background has interrupts ignored, and hands that on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(*arguments: str, folder: Path | None = None, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(MAIN), *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_interrupts if os.name == "posix" else None,
    )


@pytest.mark.parametrize("arguments", [("catalogue",), ("catalogue", "--json")])
def test_a_reader_that_has_enough_ends_the_command_quietly(arguments: tuple[str, ...]) -> None:
    process = started(*arguments)
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait(timeout=30) == 0
    assert process.stderr is not None
    assert process.stderr.read() == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_is_one_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, str(MAIN), "catalogue"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=30)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1


def test_an_output_without_our_signs_gets_what_it_can_show() -> None:
    process = started("catalogue", **PLAIN)
    shown, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (0, "")
    assert "Dense" in shown


def test_json_is_read_back_in_any_encoding() -> None:
    process = started("catalogue", "--json", **PLAIN)
    shown, _ = process.communicate(timeout=30)
    dense = next(kind for kind in json.loads(shown)["kinds"] if kind["name"] == "Dense")
    assert dense["summary"] == KINDS["Dense"].summary


def test_json_has_null_where_a_number_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"loss": float("nan"), "name": "größe"})
    printed = capsys.readouterr().out
    assert printed.isascii()
    assert json.loads(printed, parse_constant=pytest.fail) == {"loss": None, "name": "größe"}


def test_a_network_is_not_trained_where_it_cannot_be_saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    starter = str(EXAMPLES / "starter.loom")
    (tmp_path / "folder.keras").mkdir()
    for place in ("net.h5", "missing/net.keras", "folder.keras"):
        assert main(["train", starter, "--save", str(tmp_path / place)]) == 2
        assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_table_is_found_from_any_folder_and_its_absence_told(tmp_path: Path) -> None:
    """The design's own folder is where its table is looked for; nothing that lies about elsewhere is imported."""
    home, elsewhere = tmp_path / "größe 1", tmp_path / "else where"
    home.mkdir()
    elsewhere.mkdir()
    for name in ("keras.py", "random.py", "designer.py"):
        (elsewhere / name).write_text("raise SystemExit('imported by mistake')", encoding="utf-8")
    for name in ("table.loom", "flats.csv"):
        shutil.copy(EXAMPLES / name, home)
    train = (
        "train",
        str(home / "table.loom"),
        "--epochs",
        "1",
        "--trainer",
        "graph",
        "--json",
        "--save",
        "net ä.keras",
    )
    process = started(*train, folder=elsewhere)
    shown, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert [json.loads(line).get("epoch") for line in shown.splitlines()] == [1, None]
    assert (elsewhere / "net ä.keras").is_file()
    (home / "flats.csv").unlink()
    process = started(*train, folder=elsewhere)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "flats.csv" in said
    assert len(said.strip().splitlines()) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere names of files are text")
def test_a_name_that_is_no_text_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    for name in ("table.loom", "flats.csv"):
        shutil.copy(EXAMPLES / name, folder)
    assert main(["check", str(folder / "table.loom")]) == 0
    capsys.readouterr()
    assert main(["train", str(folder / "table.loom")]) == 2
    assert "Rename" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_interrupt_stops_the_run_and_keeps_what_was_trained(tmp_path: Path) -> None:
    saved = tmp_path / "net.keras"
    starter = str(EXAMPLES / "starter.loom")
    process = started("train", starter, "--epochs", "1000000", "--trainer", "graph", "--json", "--save", str(saved))
    assert process.stdout is not None
    process.stdout.readline()  # it trains
    process.send_signal(signal.SIGINT)
    shown, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (0, "")
    last = json.loads(shown.splitlines()[-1])
    assert (last["done"], last["outcome"]) == (True, "stopped")
    assert last["evaluation"]["rows"] > 0
    assert saved.is_file()


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_interrupt_before_the_first_epoch_ends_the_command() -> None:
    process = started("evaluate", str(EXAMPLES / "digits.loom"))
    while not psutil.Process(process.pid).children():  # the worker, which then loads TensorFlow for seconds
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    shown, said = process.communicate(timeout=60)
    assert (process.returncode, shown) == (130, "")
    assert len(said.strip().splitlines()) == 1
