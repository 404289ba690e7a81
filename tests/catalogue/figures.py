"""How much of Keras the catalogue has, and how often the two disagree.

    uv run tests/catalogue/figures.py [EXAMPLES] [KIND …]

Tries so many settings and shapes on each kind (100 unless told otherwise), as the contract test does, and prints
one line a family: kinds, cases, disagreements. Each disagreement is shown, and makes the exit code 1.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from designer.catalogue import FAMILIES
from designer.catalogue.left_out import LEFT_OUT, NOT_YET
from designer.catalogue.schema import Kind
from designer.values import Shape, Value
from tests.catalogue.conftest import settings
from tests.catalogue.contract import disagreement, inputs_for, tried

SHOWN = 30
"""How many disagreements of one kind are shown."""


def cases(kind: Kind, examples: int) -> tuple[int, list[str]]:
    """How many settings and shapes were tried on a kind, and what came out differently."""
    count, found = 0, []

    @profile(
        max_examples=examples,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases_of(kind))
    def one(case: tuple[dict[str, Value], tuple[Shape, ...]]) -> None:
        nonlocal count
        given, shapes = case
        if tried(kind, given, shapes):
            count += 1
            said = disagreement(keras, kind, given, shapes)
            found.extend([f"{kind.name}: {given} on {shapes}\n{said}"] if said else [])

    one()
    return count, found


def cases_of(kind: Kind) -> SearchStrategy[tuple[dict[str, Value], tuple[Shape, ...]]]:
    """Settings, and shapes for them."""
    return settings(kind.settings).flatmap(lambda given: st.tuples(st.just(given), inputs_for(kind, given)))


def main(examples: int, only: list[str]) -> int:
    print(f"{'family':<16}{'kinds':>7}{'cases':>9}{'disagree':>10}")
    totals = [0, 0, 0]
    for family, kinds in FAMILIES.items():
        chosen = [kind for kind in kinds if kind.inputs and (kind.name in only or not only)]
        if not chosen:
            continue
        results = [cases(kind, examples) for kind in chosen]
        line = [len(chosen), sum(count for count, _ in results), sum(len(found) for _, found in results)]
        print(f"{family:<16}{line[0]:>7}{line[1]:>9}{line[2]:>10}", flush=True)
        for _, found in results:
            print(*found[:SHOWN], sep="\n", end="\n" if found else "", flush=True)
        totals = [total + one for total, one in zip(totals, line, strict=True)]
    print(f"{'together':<16}{totals[0]:>7}{totals[1]:>9}{totals[2]:>10}")
    print(
        f"\nIn the catalogue besides Input: {totals[0]}; left out for a reason: {len(LEFT_OUT)}; not yet: {len(NOT_YET)}"
    )
    return 1 if totals[2] else 0


if __name__ == "__main__":
    words = sys.argv[1:]
    number = int(words.pop(0)) if words and words[0].isdigit() else 100
    sys.exit(main(number, words))
