"""Which cards an edit has just brought, so that the view can show them."""

from __future__ import annotations

from designer.ui.session import Snapshot


def added(before: Snapshot, after: Snapshot) -> list[str]:
    """The ids of new nodes, if an edit made them; undo and redo leave the view where it is."""
    known, nodes = before.design.graph.nodes, after.design.graph.nodes
    if (
        nodes.keys() <= known.keys()
        or after.redo_label
        or (before.redo_label and before.redo_label == after.undo_label)
    ):
        return []
    return [id for id in nodes if id not in known]
