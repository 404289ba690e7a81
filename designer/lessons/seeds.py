"""Seeds of a learner's own, where a lesson gives each one: the same name always has the same, on every machine.

Data that is made by a formula, which rows are held back, and what weights begin with then differ from learner to learner.
"""

from __future__ import annotations

import hashlib

from msgspec.structs import replace

from designer.graph.design import Design
from designer.graph.specs import Generated, Shapes
from designer.lessons.opening import Opened
from designer.lessons.progress import proper_name

HIGHEST = 10**9
"""Every seed is below this, so that runs with the ones behind it have room."""


def seed_of(learner: str, lesson: str) -> int:
    """The seed of a learner in a lesson, by their names."""
    named = f"{lesson}\n{proper_name(learner)}".encode(errors="replace")
    return int.from_bytes(hashlib.sha256(named).digest()[:8], "big") % HIGHEST


def with_own(design: Design, opened: Opened, learner: str) -> Design:
    """The design as a learner has it: with the learner's own seed, if the lesson says so."""
    return seeded(design, seed_of(learner, opened.name)) if opened.lesson.front.own_seeds else design


def seeded(design: Design, seed: int) -> Design:
    """The design with this seed wherever it has one."""
    data = design.data
    source = replace(data.source, seed=seed) if isinstance(data.source, Generated | Shapes) else data.source
    return replace(
        design,
        data=replace(data, source=source, split_seed=seed),
        training=replace(design.training, seed=seed),
    )
