"""Loading TensorFlow and Keras quietly, and what to say where they cannot be loaded."""

from __future__ import annotations

import os
from dataclasses import dataclass

from designer.preflight import processor_fault
from designer.worker.faults import Fault

RETRY = "then press Retry below."


@dataclass(frozen=True)
class Versions:
    """What was loaded and where it computes."""

    tensorflow: str
    keras: str
    device: str


def quieten() -> None:
    """Keep TensorFlow's start-up notes out of the log; must come before its import."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    os.environ["KERAS_BACKEND"] = "tensorflow"


def load() -> Versions:
    """Import TensorFlow and Keras; takes seconds. Raises `Fault` where this machine cannot run them."""
    fault = processor_fault()
    if fault:
        raise Fault("worker", fault)
    try:
        import keras
        import tensorflow as tf
    except ImportError as error:
        raise Fault(
            "worker",
            f"Training needs TensorFlow and Keras, and {error.name or 'one of them'} cannot be loaded. "
            "Install them with: uv sync",
        ) from error
    except OSError as error:
        raise Fault(
            "worker", f"TensorFlow cannot be loaded: {_cause(error)}. Make room on the disk, {RETRY}"
        ) from error
    except MemoryError as error:
        raise Fault("worker", f"There is no memory left for TensorFlow. Close other programs, {RETRY}") from error
    graphics = tf.config.list_physical_devices("GPU")
    return Versions(tf.__version__, keras.__version__, f"{len(graphics)} GPU" if graphics else "CPU")


def _cause(error: OSError) -> str:
    text = (error.strerror or str(error)).strip().rstrip(".")
    return text[:1].lower() + text[1:]
