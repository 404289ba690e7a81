"""Python text as a tree, safely from several threads.

CPython up to 3.12 counts the depth of a tree it makes in one place for all threads, and fails with a `SystemError` if
two make one at once. Everything that parses does it here.
"""

from __future__ import annotations

import ast
import warnings
from threading import Lock
from typing import Literal

_ONE_AT_A_TIME = Lock()

FAULTS = (SyntaxError, ValueError, TypeError, RecursionError, MemoryError)
"""What parsing raises where a text is no Python, or nested too deep."""


def parsed(text: str, mode: Literal["exec", "eval"] = "exec") -> ast.AST:
    """The tree of a text. Raises one of `FAULTS`. Nothing is executed, and nothing is warned of."""
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is half typed may hold what Python warns of
        return ast.parse(text, mode=mode)
