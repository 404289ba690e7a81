"""Whatever network is drawn, its code says the same and builds the same: settings, connections and weights."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer.graph.design import Design
from tests.codegen.sound import fault, sound_designs


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(sound_designs(), st.booleans())
def test_code_is_the_design_and_builds_the_planned_model(design: Design, fold: bool) -> None:
    assert fault(design, fold=fold) == ""
