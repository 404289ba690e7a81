"""A survey as a table: what the network answers at each point that was asked about, and the examples drawn there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from designer.ui.training.surface.shares import Seen


def rows_of(shown: Seen, names: tuple[str, ...]) -> Iterator[Sequence[object]]:
    """A header, a line for each point from the top left, and one for each example. How sure the network is, is a share."""
    yield ("what", *names, "answer", *(("how sure",) if shown.classes else ()))
    height, width = shown.taken.shape
    across = np.linspace(*shown.spans[0], width).tolist()
    up = np.linspace(*shown.spans[1], height)[::-1].tolist() if not shown.flat else [None]
    for row, y in enumerate(up):
        for at, x in enumerate(across):
            place = (x,) if y is None else (x, y)
            sure = float(shown.sure[row, at])
            if shown.classes:
                yield ("network", *place, shown.classes[int(shown.taken[row, at]) % len(shown.classes)], sure)
            else:
                yield ("network", *place, shown.low + sure * (shown.high - shown.low))
    yield from _examples(shown)


def _examples(shown: Seen) -> Iterator[Sequence[object]]:
    examples = shown.examples
    if examples is None:
        return
    for at, (place, truth) in enumerate(zip(examples.places.tolist(), examples.truths.tolist(), strict=True)):
        answer = shown.classes[int(truth) % len(shown.classes)] if shown.classes else truth
        yield ("learned from" if at < examples.training else "held back", *place, answer)
