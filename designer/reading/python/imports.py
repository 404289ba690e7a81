"""What names mean that a source imports, or that everybody uses without saying where they come from."""

from __future__ import annotations

import ast

from designer.catalogue import KINDS
from designer.reading.names import ALIASES
from designer.reading.python.values import Scope, Symbol

IMPLIED = {
    "tf": "tensorflow",
    "np": "numpy",
    **{name: f"keras.{name}" for name in (
        "layers", "models", "optimizers", "losses", "metrics", "regularizers", "initializers", "constraints",
        "activations", "applications", "ops", "Sequential", "Model", "Input",
    )},
    **{name: f"keras.layers.{name}" for name in (*KINDS, *ALIASES) if name != "Input"},
}  # fmt: skip
"""What a name means in a piece of source that does not import it."""
MAKERS = {"Sequential": "chain", "Model": "joined", "Functional": "joined"}


def bring_in(node: ast.Import | ast.ImportFrom, scope: Scope) -> None:
    """Let the imported names stand for what they are called where they come from."""
    for alias in node.names:
        if isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            if alias.name != "*":
                scope.names[alias.asname or alias.name] = Symbol(f"{module}.{alias.name}")
        elif alias.asname:
            scope.names[alias.asname] = Symbol(alias.name)
        else:
            root = alias.name.partition(".")[0]
            scope.names[root] = Symbol(root)
