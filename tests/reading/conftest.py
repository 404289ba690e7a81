"""What tests of reading share: a network as rows, and the real Keras, once."""

import importlib
import os
from types import ModuleType

import pytest

from designer.graph.design import Design

Row = tuple[str, dict[str, object], tuple[str, ...]]


def rows(design: Design) -> list[Row]:
    """Each layer's kind, its settings and the names of what feeds it, in order."""
    nodes = design.graph.nodes
    return [
        (node.kind, dict(node.settings), tuple(nodes[wire.source].name for wire in design.graph.wires_into(node.id)))
        for node in nodes.values()
    ]


def kinds(design: Design) -> list[str]:
    return [node.kind for node in design.graph.nodes.values()]


@pytest.fixture(scope="session")
def keras() -> ModuleType:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    return importlib.import_module("keras")
