"""Where an arrow key leads when there are frames and comments: they are walked to as cards are, by nearness.

Along the wires nothing changes. Up and down, and where no wire leads on, the nearest thing is next: a card, a
comment by its middle, or a frame by its title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from designer.ui.canvas.areas.places import BAR
from designer.ui.canvas.walking import Direction, first_card, middles, nearest_spot, wired_card

if TYPE_CHECKING:
    from designer.ui.canvas.scene import CanvasScene


def next_thing(scene: CanvasScene, way: Direction) -> str | None:
    """What an arrow leads to from what has the keyboard; the first card if nothing has it yet."""
    cards, areas, current = scene.places, scene.areas.places, scene.marked.current
    ids = [*cards.ids, *areas.ids]
    if current is None or current not in ids:
        return first_card(cards) or next(iter(ids), None)
    wired = wired_card(scene.wires, cards, current, way) if current in cards.index else None
    if wired is not None:
        return wired
    spots = areas.xy + areas.sizes / 2
    spots[: areas.frame_count, 1] = areas.xy[: areas.frame_count, 1] + BAR / 2
    best = nearest_spot(np.concatenate([middles(cards), spots]), ids.index(current), way)
    return None if best is None else ids[best]
