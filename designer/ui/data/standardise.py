"""Standardised inputs are a Normalization layer right behind the Input: whether there is one, and the edits."""

from __future__ import annotations

from designer.analysis.remedies import drop, insert_after
from designer.graph.design import Design, Node
from designer.graph.edits import Edit, sequence

INPUT, NORMALIZATION = "Input", "Normalization"


def inputs(design: Design) -> list[Node]:
    """The nodes where examples come in."""
    return [node for node in design.graph.nodes.values() if node.kind == INPUT]


def normalizations(design: Design) -> list[Node]:
    """The Normalization nodes that are fed by an input."""
    nodes = design.graph.nodes
    fed = (nodes[wire.target] for node in inputs(design) for wire in design.graph.wires_from(node.id))
    return [node for node in fed if node.kind == NORMALIZATION]


def standardise(design: Design) -> Edit:
    """Put a Normalization behind every input that has none."""
    done = {wire.source for node in normalizations(design) for wire in design.graph.wires_into(node.id)}
    bare = [node for node in inputs(design) if node.id not in done]
    return sequence("Standardise the inputs", [insert_after(node, NORMALIZATION) for node in bare])


def undo_standardise(design: Design) -> Edit:
    """Take the Normalization layers behind the inputs out."""
    return drop(normalizations(design), "Leave the inputs as they are")
