"""Another network than a run's last is kept with it, because somebody chose one of its epochs."""

from __future__ import annotations

import msgspec

from designer.runs.store import Store
from designer.runs.weights import keep
from designer.training.messages import Evaluation


def choose(id: str, sentence: str, evaluation: Evaluation | None, store: Store) -> None:
    """The file of a run was written anew: count it, and tell of the run in this `sentence` which network it has.

    `evaluation` is that of this network; where it is not known, that of the run's last stays.
    """
    keep(id, store)
    row = store.row(id)
    if row is None or not row.weights:
        return  # it was too large for what is allowed
    judged = {} if evaluation is None else {"evaluation": msgspec.json.encode(evaluation).decode()}
    store.change([id], sentence=sentence, **judged)
