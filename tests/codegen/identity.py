"""How many networks of any layers were printed, read back and built twice, and how often something differed.

    uv run tests/codegen/identity.py [EXAMPLES]

Prints how many designs, layers and kinds there were (500 designs unless told otherwise). Each design whose code is
read back as another, or builds another model than the worker does, is shown, and makes the exit code 1.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as profile
from hypothesis import strategies as st

from designer.graph.design import Design
from tests.codegen.sound import LAYERS, fault, planned, sound_designs

BATCH = 20
"""So many designs are drawn at a time: one long draw keeps to what it has found."""
PROFILE = profile(database=None, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))


def main(examples: int) -> int:
    kinds: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    faults: list[str] = []

    def one(design: Design, fold: bool) -> None:
        kinds.update(node.kind for node in design.graph.nodes.values())
        forms[planned(design, fold=fold).form] += 1
        if said := fault(design, fold=fold):
            faults.append(said)

    for start in range(0, examples, BATCH):
        tried = profile(PROFILE, max_examples=min(BATCH, examples - start))
        tried(seed(start)(given(sound_designs(), st.booleans())(one)))()
    for said in faults:
        print(said, end="\n\n")
    shapes = ", ".join(f"{count:,} {form}" for form, count in forms.most_common())
    print(f"designs   {forms.total():>7,}   ({shapes})")
    print(f"layers    {kinds.total():>7,}   of {len(kinds) - 1} of {len(LAYERS)} kinds")
    print(f"differ    {len(faults):>7,}")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2] or ["500"])))
