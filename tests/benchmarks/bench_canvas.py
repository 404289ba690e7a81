"""How fast the canvas shows, paints, drags, pans and zooms networks of 1,000, 5,000 and 10,000 layers.

    uv run python tests/benchmarks/bench_canvas.py [SIZE …] [--alone] [--only WORDS …]

Prints medians in milliseconds beside the limit that each is held to, how much longer 10,000 layers take than
5,000 (more than 2.3 would be a step that grows faster than the network), and how many times longer OdenGraphQt
and plain Qt items take for the same in the same run, where they can be borne. `--alone` leaves those out, and `--only`
all rows but those with some words in their names.
Everything is offscreen at 1600 x 1000; frames are made by the events a hand makes, and end when Qt has painted.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import cycle

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from canvas_rivals import RIVALS, Rival
from canvas_stage import Stage, canvas_of, median, network, once
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from designer.graph import edits
from designer.graph.design import Design
from designer.graph.fragments import fragment_of, freshened
from designer.ui.app import application
from designer.ui.canvas.metrics import FULL, NAME

SIZES = (1000, 5000, 10000)
BORNE = 1000
"""The largest network that the rivals are asked for."""

Measured = Callable[[Stage], float]
"""A time in milliseconds."""


def whole(what: Measured) -> Measured:
    """With the whole network in view."""
    return _seen(what, None)


def near(what: Measured, scale: float = 1.0) -> Measured:
    """With the middle of the network in view, at reading size or another scale."""
    return _seen(what, scale)


def _seen(what: Measured, scale: float | None) -> Measured:
    def measured(stage: Stage) -> float:
        stage.look(scale)
        return what(stage)

    return measured


def repaint(stage: Stage) -> float:
    return median(stage.view.viewport().repaint)


def zoom(stage: Stage) -> float:
    return median(stage.zooming(), 50)


def pan(stage: Stage) -> float:
    return median(stage.panning(), 60)


def one_setting(stage: Stage) -> float:
    return median(stage.settings())


def drag(count: int) -> Measured:
    """Of one card, or of many."""

    def measured(stage: Stage) -> float:
        first = stage.count // 2
        took = median(stage.dragging([f"n{at}" for at in range(first, first + count)]))
        return ended(stage, took)

    return measured


def band(stage: Stage) -> float:
    return ended(stage, median(stage.banding(), 7))


def ended(stage: Stage, took: float) -> float:
    stage.gesture.cancel()
    stage.session.select(())
    QApplication.processEvents()
    return took


def show(stage: Stage) -> float:
    """A snapshot on an empty canvas, until it is painted."""
    views = [canvas_of(Design()) for _ in range(6)]
    waiting = iter(views)

    def one() -> None:
        next(waiting).show(stage.session.snapshot)
        QApplication.processEvents()

    took = median(one, 5)
    for view in views:
        view.deleteLater()
    return took


def start(stage: Stage) -> float:
    """The design in the place of an empty one: its analysis, and the canvas until it is painted."""
    views = [canvas_of(Design()) for _ in range(4)]
    waiting = iter(views)

    def one() -> None:
        next(waiting).session.start(stage.design)
        QApplication.processEvents()

    took = median(one, 3)
    for view in views:
        view.deleteLater()
    return took


def hover(stage: Stage) -> float:
    places = cycle([QPointF(300 + 40.0 * at, 300 + 23.0 * at) for at in range(20)])
    return median(lambda: stage.view.hover.move(stage.view.pointer_at(next(places))))


def select_all(stage: Stage) -> float:
    """All layers, and none again."""

    def both() -> None:
        stage.view.select_all()
        QApplication.processEvents()
        stage.session.select(())
        QApplication.processEvents()

    return median(both, 5)


def tidy(stage: Stage) -> float:
    """From the key until all cards are painted in order; with many cards it is worked out aside."""

    def all() -> None:
        stage.view.tidy(animated=False)
        while stage.view.arrange.running:
            QApplication.processEvents()
        QApplication.processEvents()

    took = once(all)
    stage.session.undo()
    return took


def fold(stage: Stage) -> float:
    """From the key until all layers but one are painted as one block."""

    def all() -> None:
        stage.view.folding.fold()
        QApplication.processEvents()

    return again(stage, all)


def drop(stage: Stage) -> float:
    """One layer lies elsewhere, until all is painted."""

    def one() -> None:
        stage.session.edit(edits.move({stage.middle: (30.0, 70.0)}))
        QApplication.processEvents()

    return again(stage, one)


def again(stage: Stage, step: Callable[[], None], rounds: int = 5) -> float:
    """The median time of a step of which each is undone before the next."""
    took = []
    for _ in range(rounds):
        stage.session.select(id for id in stage.design.graph.nodes if id != "n0")
        QApplication.processEvents()
        took.append(once(step))
        stage.session.undo()
        stage.session.select(())
        QApplication.processEvents()
    return statistics.median(took)


def edit_remove(stage: Stage) -> float:
    """Half of the layers at once; the edit alone."""
    gone = [stage.design.graph.nodes[f"n{at}"] for at in range(stage.count // 2, stage.count)]
    return median(lambda: edits.remove(gone, reconnect=True)(stage.design), 1)


def edit_paste(stage: Stage) -> float:
    """A copy of everything; the edit alone."""

    def paste() -> None:
        fragment = fragment_of(stage.design, stage.design.graph.nodes)
        edits.paste(freshened(fragment, stage.design))(stage.design)

    return median(paste, 1)


def edit_move(stage: Stage) -> float:
    """500 layers; the edit alone."""
    places = {id: (x + 10.0, y) for id, (x, y) in list(stage.design.layout.positions.items())[:500]}
    return median(lambda: edits.move(places)(stage.design), 5)


@dataclass(frozen=True)
class Row:
    """What is measured, what it may take at each size, and what a rival does for the same."""

    what: str
    run: Measured
    limits: dict[int, float] = field(default_factory=dict)
    rival: Callable[[Rival], float] | None = None
    scale: float | None = None


def rival_drag(rival: Rival) -> float:
    ways = cycle([10.0 * step for step in range(7)])
    return median(lambda: rival.drag(next(ways)), 10)


def rival_zoom(rival: Rival) -> float:
    factors = cycle([1.02, 1 / 1.03, 1.025, 1 / 1.015])
    return median(lambda: rival.zoom(next(factors)), 10)


def rival_pan(rival: Rival) -> float:
    ways = cycle([43] * 6 + [-43] * 6)
    return median(lambda: rival.pan(next(ways)), 12)


def rival_repaint(rival: Rival) -> float:
    return median(rival.repaint, 10)


FRAME = dict.fromkeys(SIZES, 8.0)
SMALL = FULL * 1.1
WORDS = NAME * 1.1

ROWS = (
    Row("repaint, whole", whole(repaint), {1000: 6.0, 5000: 16.0}, rival_repaint),
    Row("repaint, reading size", near(repaint), {}, rival_repaint, 1.0),
    Row("drag one, whole", whole(drag(1)), {1000: 6.0}, rival_drag),
    Row("drag one, reading size", near(drag(1)), {1000: 6.0}, rival_drag, 1.0),
    Row("drag 500, whole", whole(drag(500)), {5000: 16.0}),
    Row("zoom, reading size", near(zoom), FRAME, rival_zoom, 1.0),
    Row("zoom, smallest reading size", near(zoom, SMALL), FRAME, rival_zoom, SMALL),
    Row("zoom, large words", near(zoom, WORDS), {}, rival_zoom, WORDS),
    Row("zoom, whole", whole(zoom), {}, rival_zoom),
    Row("pan, reading size", near(pan), FRAME, rival_pan, 1.0),
    Row("pan, smallest reading size", near(pan, SMALL), FRAME, rival_pan, SMALL),
    Row("pan, large words", near(pan, WORDS), {}, rival_pan, WORDS),
    Row("show a snapshot", show, {1000: 150.0, 5000: 600.0}),
    Row("start: analyse and show", start),
    Row("one setting, whole", whole(one_setting), {1000: 4.0}),
    Row("one setting, reading size", near(one_setting), {1000: 4.0}),
    Row("hover, whole", whole(hover)),
    Row("rubber band, whole", whole(band)),
    Row("select all, whole", whole(select_all)),
    Row("fold all but one", whole(fold), {5000: 50.0}),
    Row("drop one, whole", whole(drop)),
    Row("edit: delete half", edit_remove),
    Row("edit: paste a copy of all", edit_paste),
    Row("edit: move 500", edit_move),
)
TIDY = Row("tidy all", tidy, {500: 150.0, 2000: 800.0})


def rivals_for(count: int) -> list[tuple[str, float, Rival]]:
    """Each rival with the time it took to build its network."""
    made: list[tuple[str, float, Rival]] = []
    for name, make in RIVALS.items():
        kept: list[Rival] = []
        took = median(lambda make=make, kept=kept: kept.append(make(network(count))), 1)
        made.append((name, took, kept[-1]))
    return made


def compare(row: Row, stage: Stage, own: float, rivals: list[tuple[str, float, Rival]]) -> str:
    """How many times longer each rival takes, or nothing."""
    if row.run is show:
        return "".join(f"{built / own:>13.1f}x" for _, built, _ in rivals)
    if row.rival is None:
        return ""
    stage.look(row.scale)
    found = []
    for _, _, rival in rivals:
        rival.look_at(stage.view.camera.scale, stage.view.camera.middle())
        found.append(f"{row.rival(rival) / own:>13.1f}x")
    return "".join(found)


def table(rows: tuple[Row, ...], sizes: Sequence[int], alone: bool) -> None:
    took: dict[tuple[str, int], float] = {}
    for count in sizes:
        stage = Stage(count)
        rivals = rivals_for(count) if count <= BORNE and not alone and rows != (TIDY,) else []
        print(f"\n{count:>6} layers{'':<22}{'ms':>9}{'limit':>8}{'growth':>8}" + "".join(f"{r[0]:>14}" for r in rivals))
        for row in rows:
            own = took[row.what, count] = row.run(stage)
            limit = row.limits.get(count)
            before = took.get((row.what, count // 2))
            allowed = f"{limit:>7.0f}{' ' if own <= limit else '!'}" if limit else " " * 8
            growth = f"{own / before:>8.2f}" if before else " " * 8
            print(f"       {row.what:<28}{own:>9.2f}{allowed}{growth}{compare(row, stage, own, rivals)}", flush=True)
        stage.view.deleteLater()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, help="how many layers")
    parser.add_argument("--alone", action="store_true", help="leave the others out")
    parser.add_argument("--only", nargs="+", default=[""], help="words of which one is in a row's name")
    given = parser.parse_args()
    app = application()
    gc.freeze()  # as the window does
    rows = tuple(row for row in (*ROWS, TIDY) if any(words in row.what for words in given.only))
    table(tuple(row for row in rows if row is not TIDY), given.sizes or SIZES, given.alone)
    if TIDY in rows and not given.sizes:
        table((TIDY,), (500, 1000, 2000), given.alone)
    print(f"\nload while measuring: {os.getloadavg()[0]:.1f}")
    del app


if __name__ == "__main__":
    main()
