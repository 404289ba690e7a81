"""Rows of examples in memory in the form in which Keras takes them."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from designer.data.rows import Rows, is_text


def fed(rows: Rows) -> Any:
    """The rows as they are; texts as a tensor, the only form in which `fit`, `evaluate` and `predict` take them."""
    return tf.constant(rows) if isinstance(rows, np.ndarray) and is_text(rows) else rows
