"""Lets go of gradients that TensorFlow keeps for ever, and with each of them a whole program.

Whatever brings a gradient of its own (`tf.custom_gradient`) has it entered in a registry of the process while a program
is written down: Keras's optimizers do, for what several devices would have to add up, and `silu` does. An entry holds the
graph it was made in, some megabytes, long after the program is gone. Nobody asks for it once the program is written.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

PREFIX = "CustomGradient-"
"""What the names of such entries begin with; all others are those of TensorFlow's own operations."""

_lock = threading.Lock()
_at_work = 0


@contextmanager
def forgetting_gradients() -> Iterator[None]:
    """Forget the gradients entered meanwhile, once nobody who is in here needs one: programs are written in several threads."""
    global _at_work
    with _lock:
        _at_work += 1
    try:
        yield
    finally:
        with _lock:
            _at_work -= 1
            if not _at_work:
                registry = _registry()
                for name in [name for name in tuple(registry) if name.startswith(PREFIX)]:
                    registry.pop(name, None)


def _registry() -> MutableMapping[str, Any]:
    """The entries by name; none before TensorFlow is loaded, or should it keep them elsewhere one day."""
    ops = sys.modules.get("tensorflow.python.framework.ops")
    return getattr(getattr(ops, "gradient_registry", None), "_registry", {})
