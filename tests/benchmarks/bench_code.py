"""How soon an edit of the code of 800 layers is on the canvas, and how long the window stands still for it.

    uv run python tests/benchmarks/bench_code.py

In the whole window: a number is typed, a line is put in and a line is taken out, in a chain of Dense and ReLU with names
of their own. Prints the median time from the end of the pause to the drawing that has followed, the longest time that
the window worked without looking up, in time of its thread's own, which does not depend on what else the machine does;
and what it would take to parse the text and make the whole code anew instead, which draws nothing yet.
"""

from __future__ import annotations

import ast
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtGui import QTextCursor

from designer.analysis import analyse
from designer.codegen import sound_code
from designer.graph.design import Design, Layout
from designer.ui import app
from designer.ui.window import Window
from tests.benchmarks.bench_analysis import chain

LAYERS = 800
ROUNDS = 9
STILL_MS = 50


class Busy(QObject):
    """How long the event loop works between two beats of a timer, in milliseconds of its own thread."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._last = time.thread_time()
        self._timer.start(1)

    def again(self) -> None:
        """Forget what was so far."""
        self.longest, self._last = 0.0, time.thread_time()

    def _beat(self) -> None:
        now = time.thread_time()
        self.longest, self._last = max(self.longest, 1000 * (now - self._last)), now


class Typist:
    """Edits the text at a line in the middle, and waits for the drawing."""

    def __init__(self, window: Window) -> None:
        self.window, self.text = window, window.code.text
        self.busy = Busy()

    def took(self, line: str, gone: int = 1) -> tuple[float, float]:
        """Put a line in the place of some; milliseconds until it is drawn, and of the longest stall."""
        cursor = QTextCursor(self.text.document().findBlockByNumber(LAYERS // 4))
        cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor, gone)
        self.busy.again()
        cursor.insertText(line)
        self.window.code.following.hurry()
        start, done = time.perf_counter(), QEventLoop()
        self.window.code.following.followed.connect(done.quit)
        done.exec()
        took = (time.perf_counter() - start) * 1000
        wait(60)
        return took, self.busy.longest


def drawn() -> Design:
    """The chain in rows of forty, as wide as cards with room between them."""
    design = chain(LAYERS)
    places = {id: (220.0 * (at % 40), 150.0 * (at // 40)) for at, id in enumerate(design.graph.nodes)}
    return Design(design.graph, layout=Layout(places))


def wait(ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def rival(window: Window) -> float:
    """Parsing the text and making all of the code anew, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ast.parse(window.code.text.toPlainText())
        sound_code(analyse(window.session.design))
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> int:
    kept = app.application()
    window = app.new_window(Path(tempfile.mkdtemp()), None, None)
    window.painted.disconnect(window.start)
    window.resize(1600, 1000)
    window.show()
    window.session.start(drawn())
    window.code.text.highlighter.begin()
    wait(1500)
    typist, other = Typist(window), rival(window)
    edits = {
        "another number": lambda at: typist.took(f'        layers.Dense(units={300 + at}, name="changed"),\n'),
        "a line more": lambda at: typist.took(f"        layers.Dropout(rate=0.{at + 1}),\n", 0),
        "a line less": lambda at: typist.took("", 1),
    }
    print(f"parse and write all anew    {other:6.1f} ms")
    longest = 0.0
    for what, edit in edits.items():
        runs = [edit(at) for at in range(ROUNDS)]
        took, still = statistics.median(run[0] for run in runs), max(run[1] for run in runs)
        longest = max(longest, still)
        print(f"{what:<26}  {took:6.1f} ms = {took / other:4.1f} times that; works {still:5.1f} ms at a time")
    window.close()
    kept.processEvents()
    return int(longest > STILL_MS)


if __name__ == "__main__":
    sys.exit(main())
