"""The training script as a Jupyter notebook: the same lines in cells, with what a student should know before each."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from designer.catalogue.objects import CALLBACKS
from designer.codegen.code import Code, Page
from designer.codegen.script import Part, PartName, installing, script_parts
from designer.data.script import DataCode
from designer.data.sources import source_label
from designer.errors import one_line
from designer.graph.specs import row_weights
from designer.plan import ModelPlan, TrainingPlan

Cell = dict[str, Any]
WIDTH = 70
"""How many letters of a paragraph stand on one line of a text."""


def notebook_text(plan: TrainingPlan, data: DataCode | None = None, beside: str = "") -> str:
    """The notebook's file (nbformat 4.5). Its code cells, one after the other, are the script.

    `data`, `beside` and what is raised: as for `script_code`.
    """
    parts = script_parts(plan, data, beside, in_file=False)
    notebook = {
        "cells": list(_cells(plan, parts)),
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def notebook_code(plan: TrainingPlan, data: DataCode | None = None, beside: str = "") -> Code:
    """The notebook as one text, in the percent format that editors know: `# %%` begins a cell, and words are comments.

    `data`, `beside` and what is raised: as for `script_code`.
    """
    page = Page()
    for part in script_parts(plan, data, beside, in_file=False):
        page.gap()
        page.add("# %% [markdown]", *_commented(_told(part, plan)))
        page.gap()
        page.add("# %%")
        page.take(part.code)
    return page.code()


def _commented(told: str) -> Iterator[str]:
    """Markdown as comments. Its paragraphs are broken at a width that is read with ease, which Markdown takes for spaces."""
    for line in told.rstrip("\n").splitlines():
        whole = not line or line.startswith(("#", " "))
        for piece in [line] if whole else wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False):
            yield f"# {piece}".rstrip()


def _cells(plan: TrainingPlan, parts: tuple[Part, ...]) -> Iterator[Cell]:
    for part in parts:
        yield {
            "cell_type": "markdown",
            "id": f"about-{part.name}",
            "metadata": {},
            "source": _lines(_told(part, plan)),
        }
        yield {
            "cell_type": "code",
            "execution_count": None,
            "id": part.name,
            "metadata": {},
            "outputs": [],
            "source": _lines(part.code.text),
        }


def _lines(text: str) -> list[str]:
    return text.rstrip("\n").splitlines(keepends=True)


def _told(part: Part, plan: TrainingPlan) -> str:
    if part.name == "imports":
        return f"{_TITLE}\n\n    {installing(part)}\n"
    text = _TEXTS[part.name]
    given = plan.training
    told = text.format(
        seed=given.seed,
        data=_plain(source_label(plan.data.source)),
        share=f"{plan.data.validation:.0%}",
        layers=_layers(plan.model),
        loss=" and ".join(dict.fromkeys(head.loss.kind for head in plan.aims)),
        optimizer=given.optimizer.kind,
        epochs=f"{given.epochs:,}",
        batch_size=f"{given.batch_size:,}",
    )
    return told + _more(plan) if part.name == "training" else told


def _plain(text: str) -> str:
    """A text in which Markdown finds nothing but text."""
    return re.sub(r"[\\`*\[\]$!]", r"\\\g<0>", html.escape(one_line(text), quote=False))


def _more(plan: TrainingPlan) -> str:
    """What is to be said of callbacks, and of rows that do not all count alike."""
    said = [f"`{one.kind}`: {CALLBACKS[one.kind].help}" for one in plan.training.callbacks]
    if plan.training.class_weights:
        said.append("`class_weight` says how much the examples of each class count in the loss.")
    if row_weights(plan.data.source):
        said.append("`sample_weight` says how much each row counts in the loss.")
    return "".join(f"\n\n{sentence}" for sentence in said)


def _layers(model: ModelPlan) -> str:
    count = sum(one.role != "input" for one in model.calls)
    return f"{count:,} layer{'' if count == 1 else 's'}"


_TITLE = """\
# A neural network drawn with Layerloom

This notebook makes its data, builds the network layer by layer, trains it and says how good it is. Run the cells from \
top to bottom: each one needs those above it. It needs Keras 3; install that once, in a terminal, with:"""

_TEXTS: dict[PartName, str] = {
    "functions": """\
## Tools for the data

These functions make or prepare the data; they are only defined here and used two cells further down. You can read past \
them at first.""",
    "seed": """\
## The same numbers in every run

A network starts with random weights and sees its rows in a random order. With a fixed seed, here {seed}, these are the \
same each time, so that you get the same result again. Change the seed to see how much of a result is luck.""",
    "data": """\
## The data: {data}

`x` holds what the network is given, one row for each example, and `y` what it should answer. Some {share} of the rows \
are held back as validation rows: the network never learns from them, so they show whether it has understood or only \
memorised.""",
    "network": """\
## The network

It has {layers}. The numbers of each example go in at the top, every layer passes what it makes of them to the next, \
and the last one gives the answer. What a layer does to its numbers is decided by its weights, which are random so far.""",
    "start": """\
## Weights trained before

This network need not begin at nothing: each layer that is also in the file named here, under the same name and with as \
many weights, takes those it learned there. The others start from random ones.""",
    "adapting": """\
## Bringing the inputs to one scale

A Normalization layer shifts and scales its inputs so that all of them count alike. For that it looks at the training \
rows once, before training begins.""",
    "training": """\
## Training

The loss ({loss}) is one number for how wrong the answers are; the optimizer ({optimizer}) changes the weights step by \
step to make it smaller. An epoch is one walk over all training rows, {batch_size} at a time, and there are {epochs} of \
them. Watch `loss` and `val_loss` fall; if only `loss` does, the network begins to memorise.""",
    "evaluation": """\
## How good is it?

The validation rows are new to the network, so these numbers say what to expect on data it has never seen. Try to \
change something above, run all cells again, and see whether they become better.""",
}
