"""A lesson of every kind of step, and a window that plays it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from designer.ui.lessons.panel import LessonPanel
from designer.ui.lessons.player import Player
from designer.ui.window import Window

TEXT = """---
title: Two layers
name: two-layers
minutes: 5
---

What comes first, with $w \\cdot x$ and <b onclick="x()">no markup</b>.

## Draw

Put a second Dense layer behind the first.

```start
code: |
  keras.Sequential([keras.Input((2,)), keras.layers.Dense(4, name="first")])
```

```view
palette: [Dense, relu]
panels: [inspector, training]
lock: [data]
points: [first, inspector]
```

```hint
Drag it from the palette.
```

```hint
Or press Tab.
```

```check layers
name: two
of: Dense
exactly: 2
```

## Answer

```check answer
name: count
ask: How many layers learn?
number: 2
```

```check answer
name: which
ask: Which of them?
options:
  - {text: Dense, right: true, say: It has weights.}
  - {text: Input, say: It only hands numbers on.}
```

## Guess

```start
example: linear
training: {epochs: 3}
```

```check prediction
name: guess
ask: What will the loss do?
options:
  - {text: rise}
  - {text: fall, right: true, say: That is what training is for.}
```

```check metric
metric: loss
at_most: 1000
```
"""


@pytest.fixture
def lesson_text() -> str:
    return TEXT


@pytest.fixture
def lesson(tmp_path: Path, lesson_text: str) -> Path:
    """A lesson in a folder of its own."""
    path = tmp_path / "two-layers" / "lesson.md"
    path.parent.mkdir()
    path.write_text(lesson_text, encoding="utf-8")
    return path


@pytest.fixture
def playing(window: Window, lesson: Path, qtbot: QtBot) -> Window:
    """A window in the first step of the lesson."""
    assert window.lessons.open(lesson)
    qtbot.waitUntil(lambda: bool(window.lessons.player.verdicts))
    return window


@pytest.fixture
def player(playing: Window) -> Player:
    return playing.lessons.player


@pytest.fixture
def panel(playing: Window) -> LessonPanel:
    return playing.lessons.panel
