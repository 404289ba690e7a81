"""What the command line says of runs that are kept: the option not to, and the list of them.

What keeps them takes some time to load, and is loaded when a run begins.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from designer.cli.exits import DONE
from designer.cli.opening import AsJson
from designer.cli.printing import err, out, print_json
from designer.paths import state_folder
from designer.training.client import WorkerClient
from designer.training.messages import Reply

if TYPE_CHECKING:
    from designer.runs.record import RunRow

NoHistory = Annotated[bool, typer.Option("--no-history", help="Do not keep this run in the list of runs.")]


class Unkept:
    """A run nobody wants to find again."""

    def hear(self, reply: Reply) -> None:
        """Keep what one message says."""

    def keep_network(self, worker: WorkerClient) -> None:
        """Have the worker write the trained network beside the run."""


def runs_folder() -> Path:
    """Where this user's runs are."""
    return state_folder() / "runs"


def runs(as_json: AsJson = False) -> int:
    """List the training runs that were kept, the latest first."""
    from designer.runs.desk import Desk
    from designer.runs.store import Store
    from designer.runs.upkeep import tidy

    desk = Desk(runs_folder(), say, tidy)
    rows = [row for row in reversed(desk.ask(Store.rows) or []) if not row.deleted]
    desk.close()
    if as_json:
        print_json({"runs": [_plain(row) for row in rows]})
    elif rows:
        out.print(_table(rows))
    else:
        out.print("No runs are kept yet. Train a design, here or in the window.", highlight=False)
    return DONE


def _plain(row: RunRow) -> dict[str, Any]:
    from designer.runs.weights import weights_file

    found: dict[str, Any] = msgspec.to_builtins(row)
    for name in ("deleted", "revision", "design"):
        del found[name]
    return {**found, "weights_file": str(weights_file(runs_folder(), row.id)) if row.weights else ""}


def _table(rows: Sequence[RunRow]) -> Table:
    from designer.runs.comparing import deciding_log

    log = deciding_log([row for row in rows if row.figures])
    table = Table(box=None, pad_edge=False)
    table.add_column("when", no_wrap=True)
    for title in ("name", "data"):
        table.add_column(title)
    for title in ("epochs", "loss", log if log != "loss" else "best loss", "seconds"):
        table.add_column(title, justify="right")
    for title in ("outcome", "tags"):
        table.add_column(title)
    for row in rows:
        second = row.best("loss") if log == "loss" else row.final(log)
        numbers = (f"{row.epochs:,}", _number(row.final("loss")), _number(second), f"{row.seconds:.1f}")
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(row.begun))
        cells = (when, row.name, row.data, *numbers, row.outcome, ", ".join(row.tags))
        table.add_row(*map(escape, cells))
    return table


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def say(sentence: str) -> None:
    err.print(sentence, markup=False)
