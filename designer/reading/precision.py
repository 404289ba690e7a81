"""The number format of all layers, as a program sets it or the layers of a saved network have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from designer.catalogue import kind_named
from designer.catalogue.precision import follows, reformatted
from designer.catalogue.schema import Kind
from designer.catalogue.units.base import cut
from designer.graph.design import Design, Node
from designer.graph.specs import POLICIES, USUAL_POLICY, TrainingSettings
from designer.reading.results import Say
from designer.reading.things import Thing
from designer.values import Value


def with_policy(settings: TrainingSettings, raw: object, say: Say) -> TrainingSettings:
    """The settings with what `set_dtype_policy` is told: a name, or a policy made by it."""
    if isinstance(raw, Thing):
        raw = raw.args[0] if raw.args else raw.given.get("name")
    if raw in POLICIES:
        return replace(settings, dtype_policy=raw)
    said = cut(raw) if isinstance(raw, str) else "what is set here"
    say(
        f"The dtype policy of all layers can be {', '.join(POLICIES)}; {said} is none of them. It was left at {USUAL_POLICY}."
    )
    return replace(settings, dtype_policy=USUAL_POLICY)


def unscaled(optimizer: object) -> object:
    """The optimizer in one that scales the loss, which Keras puts around it by itself where it is needed."""
    if not isinstance(optimizer, Thing) or optimizer.name != "LossScaleOptimizer":
        return optimizer
    inner = (
        optimizer.args[0]
        if optimizer.args
        else next((optimizer.given[name] for name in ("inner_optimizer", "optimizer") if name in optimizer.given), None)
    )
    return optimizer if inner is None else inner


def with_common_policy(design: Design) -> Design:
    """The design with the policy that most of its layers have of their own, which these then need not say.

    For what Keras wrote of a network that was built: there every layer says which policy it has, and float32 is left out.
    """
    found = Counter(node.settings.get("dtype") for node, _ in _following(design))
    policy, count = found.most_common(1)[0] if found else (None, 0)
    if policy not in POLICIES or policy == USUAL_POLICY or 2 * count <= found.total():
        return design

    def became(dtype: Value) -> Value:
        return None if dtype == policy else USUAL_POLICY if dtype is None else dtype

    nodes = {**design.graph.nodes}
    for node, kind in _following(design):
        nodes[node.id] = replace(node, settings=reformatted(kind, node.settings, became))
    for id, node in nodes.items():
        if node.shares:
            nodes[id] = replace(node, settings=nodes[node.shares].settings)
    graph = replace(design.graph, nodes=nodes)
    return replace(design, graph=graph, training=replace(design.training, dtype_policy=policy))


def _following(design: Design) -> Iterator[tuple[Node, Kind]]:
    for node in design.graph.nodes.values():
        kind = kind_named(node.kind)
        if kind is not None and follows(kind):
            yield node, kind
