"""The order in which `fit` would visit the rows, so that a faster loop can visit them in the same one."""

from __future__ import annotations

import numpy as np
from keras.src.trainers.data_adapters.array_data_adapter import ArrayDataAdapter


def visiting_order(rows: int, batch: int, shuffle: bool) -> np.ndarray:
    """Row numbers in the order of an epoch of `fit`. Ask right after the seed was set and the model built.

    With a seed set, Keras repeats one permutation in every epoch: its shuffle takes its seed from the graph
    of the input pipeline, which starts anew with each epoch. Keras's own adapter is asked, so that a change
    of its ways is followed as long as that holds; a test compares with `fit`.
    """
    if not shuffle:
        return np.arange(rows)
    adapter = ArrayDataAdapter(np.arange(rows), batch_size=batch, shuffle=True)
    return np.concatenate([np.asarray(part).reshape(-1) for part in adapter.get_tf_dataset()])
