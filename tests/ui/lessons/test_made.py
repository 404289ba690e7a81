"""What is made beside the drawing counts for a lesson: weights set by hand, and a network that is exported."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog

from designer.graph.edits import set_setting
from designer.training.messages import Weights
from designer.ui.window import Window
from tests.lessons.lessons import FRONT

TEXT = f"""{FRONT}## Make

```start
code: keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, name="unit")])
```

```check hand
points: [[0, 0, 4], [5, 1, 15]]
within: 0.5
```

```check export
form: model
```
"""


@pytest.fixture
def lesson_text() -> str:
    return TEXT


def set_by_hand(window: Window, *numbers: float, touched: bool = True) -> None:
    """As if these were set in Inside."""
    hand = window.trained.hand
    hand.node = next(id for id, node in window.session.design.graph.nodes.items() if node.name == "unit")
    values = np.array(numbers, np.float32)
    hand.weights = Weights(1, (len(numbers), 1), values.tobytes(), has_bias=True, open=True, touched=touched)
    hand.changed.emit()


def test_weights_count_once_they_are_set_by_hand(window: Window, lesson: Path) -> None:
    player = window.lessons.player
    player.open(lesson)
    set_by_hand(window, 2.0, 1.0, 4.0, touched=False)
    assert player.verdicts["hand"].waits
    set_by_hand(window, 2.0, 1.0, 1.0)
    assert not player.verdicts["hand"].waits
    assert not player.verdicts["hand"].passed
    set_by_hand(window, 2.0, 1.0, 4.1)
    assert player.verdicts["hand"].passed
    set_by_hand(window, 9.0, 9.0, 9.0)
    assert player.verdicts["hand"].passed


def test_an_export_counts_as_long_as_the_network_is_the_one_that_was_exported(
    window: Window, lesson: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    player, target = window.lessons.player, tmp_path / "network.py"
    player.open(lesson)
    assert player.verdicts["export"].waits
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args, **more: (str(target), ""))
    window.exports.model()
    assert target.exists()
    assert player.verdicts["export"].passed
    unit = next(node for node in window.session.design.graph.nodes.values() if node.name == "unit")
    window.session.edit(set_setting(unit, "units", 3))
    player.check()
    assert "another network" in player.verdicts["export"].found
