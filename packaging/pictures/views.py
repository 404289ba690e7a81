"""Every view there is a picture of: how it is called, what it shows, and how the window is brought to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import dialogs
import lessons
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QAbstractSlider, QWidget
from stage import Stage

from designer.lessons.shelf import shelf
from designer.ui.canvas.tiers import ARRIVED, Tier
from designer.ui.judging.panel import PAGES
from designer.ui.judging.rows_table import RowsTable

Show = Callable[[Stage], QWidget]
"""Brings the window to a view, and gives what is to be seen of it: the window itself, or one beside it."""


USUAL, ELSEWHERE = ("tumours", 60), {"Confusion": ("digits", 8), "Residuals": ("table", 60)}
"""The example whose network is evaluated, and its epochs; those of the sides that show more with another."""


@dataclass(frozen=True)
class View:
    """`name` begins with the panel it belongs to, as the window calls panels and tabs."""

    name: str
    words: str
    show: Show


def first(stage: Stage) -> QWidget:
    stage.learn("starter", 300)
    stage.select("Dense")
    return stage.window


def palette(stage: Stage) -> QWidget:
    stage.open("starter")
    stage.window.palette_panel.search.setText("conv")
    return stage.window


def inspector(stage: Stage) -> QWidget:
    stage.learn("tumours")
    stage.select("Dense")
    return stage.window


def code(stage: Stage) -> QWidget:
    stage.learn("tumours")
    stage.select("Dropout")
    return stage.window


def training(stage: Stage) -> QWidget:
    stage.learn("tumours")
    stage.panel("training")
    return stage.window


def surface(stage: Stage) -> QWidget:
    stage.learn("spiral", 400)
    stage.panel("training")
    stage.window.canvas.camera.zoom_to(0.6)
    return stage.window


def rewind(stage: Stage) -> QWidget:
    """The slider in the middle of a run, as a hand moves it."""
    stage.learn("spiral", 400)
    stage.panel("training")
    slider = stage.window.training.rewind.slider
    slider.setSliderPosition(slider.maximum() // 4)
    slider.triggerAction(QAbstractSlider.SliderAction.SliderMove)
    run = stage.window.run
    stage.until(lambda: run.run is not None and run.run.at < run.run.epochs)
    stage.forget()
    return stage.window


def problems(stage: Stage) -> QWidget:
    """Two Dense layers with nothing between them, and what the last one is no good for."""
    stage.open("iris")
    window = stage.window
    bends = [id for id, node in window.session.design.graph.nodes.items() if node.kind in ("ReLU", "Softmax")]
    window.session.select(bends)
    window.canvas.delete_selection(reconnect=True)
    stage.panel("problems")
    return window


def shown_problem(stage: Stage) -> QWidget:
    window = problems(stage)
    stage.window.actions_["show_problem"].trigger()
    return window


def data(tab: int, stage: Stage) -> QWidget:
    stage.open("iris" if tab == 0 else "table")
    stage.panel("data")
    stage.window.data.facts.tabs.setCurrentIndex(tab)
    return stage.window


def inside(stage: Stage) -> QWidget:
    stage.learn("tumours")
    stage.select("Dense")
    stage.panel("inside")
    panel = stage.window.trained.inside
    panel._tabs.setCurrentIndex(0)
    stage.until(lambda: panel.charts is not None)
    return stage.window


def by_hand(stage: Stage) -> QWidget:
    stage.learn("spiral", 400)
    stage.select("Dense")
    stage.window.actions_["edit_weights"].trigger()
    stage.until(stage.window.trained.inside.weights.table.isVisible)
    return stage.window


def opened(tier: Tier, stage: Stage) -> QWidget:
    """So close that a card shows its units, or each unit its map."""
    stage.learn("spiral", 400)
    window = stage.window
    canvas, nodes = window.canvas, window.session.design.graph.nodes
    dense = [id for id, node in nodes.items() if node.kind == "Dense"]
    place = canvas.canvas.places.rect(dense[-2]).center()
    window.docks.put_away()
    canvas.center_on(dense[-2])
    stage.settle()
    canvas.camera.zoom_to(canvas.camera.zoom * 1.3 * ARRIVED[tier] / canvas.camera.scale)
    canvas.centerOn(QPointF(place))
    stage.until(lambda: bool(canvas.canvas.card_layer.insides.opened))
    stage.settle(1.5)
    return window


def evaluation(title: str, stage: Stage) -> QWidget:
    stage.learn(*ELSEWHERE.get(title, USUAL))
    stage.panel("evaluation")
    panel = stage.window.trained.evaluation
    panel.list.setCurrentRow([kind.title for kind in PAGES].index(title))
    judging = stage.window.trained.judging
    if title == "Columns":
        judging.rank()
        stage.until(lambda: judging.ranked is not None)
    if title == "Worst rows":
        stage.until(lambda: any(table.isVisible() for table in panel.findChildren(RowsTable)))
    return stage.window


def try_digit(stage: Stage) -> QWidget:
    stage.learn("digits", 8)
    return _tried(stage)


def try_numbers(stage: Stage) -> QWidget:
    stage.learn("table")
    return _tried(stage)


def _tried(stage: Stage) -> QWidget:
    stage.panel("try")
    trying = stage.window.trained.trying
    stage.until(lambda: trying.ready)
    trying.take_example()
    stage.until(lambda: trying.truth is not None and bool(trying.said))
    return stage.window


def runs(stage: Stage) -> QWidget:
    """Three runs that are told apart by more than their seeds."""
    stage.learn("table")
    stage.learn("iris", 40)
    stage.learn("iris", 20)
    stage.panel("runs")
    table = stage.window.runs.panel.table
    stage.until(lambda: len(table.shown()) >= 3)
    return stage.window


def comparison(stage: Stage) -> QWidget:
    window = runs(stage)
    table = stage.window.runs.panel.table
    table.choose({row.id for row in table.shown()[:2]})
    stage.settle(1.0)
    return window


def presentation(stage: Stage) -> QWidget:
    stage.learn("spiral", 400)
    stage.window.presenting.start()
    return stage.window


def _slug(words: str) -> str:
    return words.lower().replace(" ", "-")


TITLES = sorted((kind.title for kind in PAGES), key=lambda title: (ELSEWHERE.get(title, USUAL) != USUAL, title))
"""The sides of the evaluation, those of one network together: a view finds the network of the one before still trained."""


VIEWS = (
    View("window", "The window with a network that was trained", first),
    View("palette", "The layers, searched", palette),
    View("problems", "What is wrong, and how to mend it", problems),
    View("problems-shown", "A problem told over the network", shown_problem),
    View("data-rows", "The first rows, and the classes", partial(data, 0)),
    View("data-columns", "Each column with its histogram", partial(data, 1)),
    View("data-empty-cells", "Where cells are empty", partial(data, 2)),
    View("data-going-together", "Which columns rise and fall together", partial(data, 3)),
    View("inspector", "The settings of a layer", inspector),
    View("code", "The network as code, a layer's lines marked", code),
    View("training", "The curves of a run", training),
    View("inside-charts", "Histograms of weights and gradients", inside),
    *(View(f"evaluation-{_slug(title)}", f"Evaluation: {title}", partial(evaluation, title)) for title in TITLES),
    View("try", "An example of one's own: numbers", try_numbers),
    View("try-drawing", "An example of one's own: a digit", try_digit),
    View("runs", "The runs that were kept", runs),
    View("runs-compared", "Two runs side by side", comparison),
    View("training-surface", "What a network answers over its inputs", surface),
    View("inside-weights-by-hand", "Single weights, to be set", by_hand),
    View("canvas-units", "A Dense card open: units and weights", partial(opened, Tier.OPEN)),
    View("canvas-maps", "What each unit answers over the inputs", partial(opened, Tier.MAPS)),
    View("presentation", "The window on a projector", presentation),
    View("training-rewind", "A run taken back to an earlier epoch", rewind),
    View("lesson", "The course, to choose a lesson from", dialogs.course),
    View("gallery", "Examples to start from", dialogs.gallery),
    View("picture", "A picture of the network to take along", dialogs.picture),
    View("commands", "Every command by its name", dialogs.commands),
    View("shortcuts", "Keys and gestures", dialogs.shortcuts),
    View("writer", "A lesson being written", dialogs.writer),
    View("writer-check", "A check that is filled in as a form", dialogs.check_form),
    View("marking", "The teacher's table of what was handed in", dialogs.marking),
    View("worksheet", "A sheet to print, by hand", dialogs.worksheet),
    *(
        View(f"lesson-{one.name}-{moment}", f"{one.name}: {words}", partial(show, one))
        for one in shelf()
        for moment, words, show in lessons.MOMENTS
    ),
)  # fmt: skip
