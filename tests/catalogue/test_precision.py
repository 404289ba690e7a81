"""Which kinds follow the number format of all layers is what Keras does."""

import keras
import pytest

from designer.catalogue import KINDS
from designer.catalogue.precision import follows
from designer.catalogue.schema import Kind
from designer.graph.specs import POLICIES
from designer.values import ObjectValue
from designer.worker.building import computing_in

PLAIN = [
    kind
    for kind in KINDS.values()
    if kind.role != "input" and not any(isinstance(value, ObjectValue) for value in kind.started().values())
]


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("kind", PLAIN, ids=lambda kind: kind.name)
def test_a_layer_without_a_dtype_has_the_policy_if_its_kind_follows_it(kind: Kind, policy: str) -> None:
    if "dtype" not in kind.by_name:
        pytest.skip("it has no number format to set")
    with computing_in(policy):
        layer = getattr(keras.layers, kind.name)(**kind.started())
    assert (layer.dtype_policy.name == policy) is follows(kind) or policy == "float32"
