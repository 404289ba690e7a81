"""What the commands print: JSON for programs, tables and sentences for people."""

import contextlib
import io
import json
import os
import sys
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table

from designer.analysis import Analysis, Problem
from designer.analysis.passing import is_bypassed
from designer.catalogue.schema import Setting
from designer.cli.exits import ReaderGone
from designer.graph.design import Design
from designer.training.messages import Evaluation


class _Console(Console):
    """A console that leaves a reader who has gone to whoever runs the command."""

    def on_broken_pipe(self) -> None:
        raise ReaderGone


out = _Console()
err = _Console(stderr=True, soft_wrap=True, highlight=False)


def print_json(value: object) -> None:
    """One line of JSON, in ASCII so that any encoding of the output carries it; a number that is none becomes null."""
    plain = msgspec.json.decode(msgspec.json.encode(value))
    try:
        print(json.dumps(plain), flush=True)
    except BrokenPipeError:
        raise ReaderGone from None


def bear_any_text() -> None:
    """Let an output whose encoding lacks a sign show a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def silence() -> None:
    """Nobody reads standard output any more: what is still to be flushed goes nowhere."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_problem(design: Design, problem: Problem, console: Console = out) -> None:
    names = ", ".join(design.graph.nodes[id].name for id in problem.nodes if id in design.graph.nodes)
    where = f" ({names})" if names else ""
    console.print(f"{problem.severity.name.lower()}{where}: {problem.what} {problem.why}", markup=False, soft_wrap=True)


def problem_json(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity.name.lower(),
        "nodes": list(problem.nodes),
        "what": problem.what,
        "why": problem.why,
        "fixes": [fix.label for fix in problem.fixes],
    }


def layer_json(analysis: Analysis, id: str) -> dict[str, Any]:
    node, facts = analysis.design.graph.nodes[id], analysis.layers[id]
    return {
        "id": id,
        "name": node.name,
        "kind": node.kind,
        "inputs": [wire.source for wire in analysis.design.graph.wires_into(id)],
        "output_shape": None if facts.output is None else [None, *facts.output],
        "parameters": facts.parameters,
        "bypassed": is_bypassed(node),
    }


def setting_json(setting: Setting) -> dict[str, Any]:
    described: dict[str, Any] = {"name": setting.name, "required": setting.required}
    if not setting.required:
        described["default"] = setting.default
    return {**described, "expected": setting.type.expected(), "help": setting.help, "advanced": setting.advanced}


def print_evaluation(evaluation: Evaluation) -> None:
    out.print(f"On {evaluation.rows:,} rows held back:", highlight=False)
    for name, value in evaluation.metrics.items():
        out.print(f"  {name} {value:.4g}", highlight=False, markup=False)
    tables = [(one.target, one.classes, one.confusion) for one in evaluation.outputs or ()]
    for title, classes, confusion in tables or [("true \\ taken for", evaluation.classes, evaluation.confusion)]:
        table = Table(title, *classes, box=None, pad_edge=False)
        for name, row in zip(classes, confusion, strict=True):
            table.add_row(name, *(f"{count:,}" for count in row))
        if confusion:
            out.print(table)
