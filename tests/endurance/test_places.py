"""A disk that is really full, only read, closed or limited costs nothing; `places.py` trains there too."""

from __future__ import annotations

import pytest

from tests.endurance.failing_places import KINDS
from tests.endurance.places import places, trials


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_no_place_that_cannot_be_written_to_costs_anything(kind: str) -> None:
    place = next(place for place in places() if place.kind == kind)
    if place.why_not:
        pytest.skip(place.why_not)
    found = list(trials(place, training=False))
    assert {trial.what: trial.faults for trial in found} == {"save": [], "autosave": [], "close": []}
