"""Pictures without a window: a process of their own draws them, as nothing here knows how to."""

import math
import os
import subprocess
from pathlib import Path

import msgspec

from designer.cli.exits import WORKER_FAILED, WRONG_USAGE, Exit
from designer.graph.files import load
from designer.picturing import Choice, Order, Outcome
from designer.training.starting import own_command

PATIENCE = 900.0
"""How long a picture may take, in seconds; one of a thousand layers takes a few."""
AGAIN = "Try a smaller scale, or --to svg."


def draw(file: Path, output: Path, choice: Choice) -> None:
    """Draw a design into a file. Raises `Exit` with what kept it from being drawn."""
    load(file)  # so that whatever is wrong with the design is said here, without another process
    if not math.isfinite(choice.scale):
        raise Exit(WRONG_USAGE, "Expected a number for --scale, found none. Try --scale 2.")
    if output.is_dir() or not output.absolute().parent.is_dir():
        raise Exit(
            WRONG_USAGE, f"{output} cannot be written: there must be a folder to put it in, and no folder of that name."
        )
    order = Order(str(file.absolute()), str(output.absolute()), choice)
    outcome = _outcome(msgspec.json.encode(order))
    if outcome.code:
        raise Exit(outcome.code, outcome.sentence)


def _outcome(order: bytes) -> Outcome:
    command = own_command("--picture", "designer.ui.pictures")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    try:
        done = subprocess.run(command, input=order, capture_output=True, env=environment, timeout=PATIENCE, check=False)
        return msgspec.json.decode(done.stdout, type=Outcome)
    except subprocess.TimeoutExpired:
        return Outcome(WORKER_FAILED, f"The picture was not done after {PATIENCE / 60:.0f} minutes. {AGAIN}")
    except msgspec.DecodeError:
        return Outcome(WORKER_FAILED, f"The process that draws the picture ended before it was done. {AGAIN}")
