"""What becomes of content that a reader takes: its first use, as the window and the worker make it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import cache
from pathlib import Path
from typing import Any

from designer.errors import FileError
from designer.graph.design import Design
from tests.endurance.fuzzing import corpus
from tests.endurance.fuzzing.watching import Watch

Read = Callable[[bytes, Path], None]

_watch: Watch | None = None


def watch(by: Watch) -> None:
    """From now on what is read is watched."""
    global _watch
    _watch = by


@contextmanager
def watched() -> Iterator[None]:
    """What is done here is the reader's own doing."""
    with _watch.reading() if _watch else nullcontext():
        yield


def all_of(read: Read) -> Read:
    """A reader that needs no file, watched as a whole."""

    def reading(content: bytes, folder: Path) -> None:
        with watched():
            read(content, folder)

    return reading


def design(found: Design) -> None:
    """Check a design, write its code, and keep it in a file: what opening it leads to."""
    from designer.analysis import analyse
    from designer.codegen import preview_code, script_code
    from designer.graph.files import decode, encode
    from designer.plan import plan_training

    assert decode(encode(found)) == found
    analysis = analyse(found, machine_memory=2**33)
    for problem in analysis.problems:
        assert problem.what and "\n" not in problem.what, problem
    preview_code(analysis)
    if not analysis.errors:
        script_code(plan_training(analysis))


def data(ending: str) -> Read:
    """A file of rows: looked at, read as a run would, written as a script."""

    def read(content: bytes, folder: Path) -> None:
        import numpy as np

        from designer.data import guess_source, load_examples, seen_columns, source_code
        from designer.graph.specs import DataSpec

        path = folder / f"rows{ending}"
        path.write_bytes(content)
        with watched():
            spec = DataSpec(guess_source(path))
            seen_columns(spec)
            found = load_examples(spec)
            source_code(spec)
        if not found.facts.text:
            assert np.isfinite(found.x_train).all()
        assert np.isfinite(found.y_train).all()
        assert found.x_train.shape[1:] == found.facts.input_shape

    return read


@cache
def _good_pictures() -> list[tuple[str, bytes]]:
    return [(f"{at % 2}/{at}.{ending}", content) for at in range(3) for ending, content in
            zip(("png", "jpg", "bmp", "gif"), corpus.pictures(), strict=True)]  # fmt: skip


def pictures(content: bytes, folder: Path) -> None:
    """A picture among sound ones."""
    from designer.data import load_examples
    from designer.graph.specs import DataSpec, Images

    for name, good in [*_good_pictures(), ("0/one.png", content)]:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(good)
    with watched():
        load_examples(DataSpec(Images(str(folder), 6, 6)))


@cache
def _layers() -> list[Any]:
    return corpus.layers()


def weights(content: bytes, folder: Path) -> None:
    """Weights that a network starts from, as the worker reads them."""
    from designer.worker.faults import Fault
    from designer.worker.starting import begun

    path, layers = folder / "net.keras", _layers()
    path.write_bytes(content)
    try:
        with watched():
            begun(str(path), layers)
    except Fault as fault:
        raise FileError(str(fault)) from fault


def work(content: bytes, folder: Path) -> None:
    """Work that a window left behind."""
    from designer.ui.workfiles import Work, WorkFolder

    (folder / "1-2-3.work").write_bytes(content)
    works = WorkFolder(folder, Work)
    with watched():
        for left in works.left_behind():
            design(left.work.opened())
            assert isinstance(left.work.name, str)
        works.tidy()


@cache
def _window() -> Any:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QDockWidget, QMainWindow

    corpus.application()
    window = QMainWindow()
    for name in ("training", "runs"):
        dock = QDockWidget(name, window)
        dock.setObjectName(name)
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    return window


def preferences(content: bytes, folder: Path) -> None:
    """What the window remembers, and what it does with it when it opens."""
    from designer.picturing import Choice
    from designer.ui import placing
    from designer.ui.pictures.commands import chosen_before
    from designer.ui.recent import RecentFiles
    from designer.ui.settings import Preferences
    from designer.ui.training.smoothing import Smoothing

    (folder / "preferences.ini").write_bytes(content)
    window = _window()
    with watched():
        kept = Preferences(folder)
        assert kept.theme in ("light", "dark", "system") and kept.style
        assert all(isinstance(getattr(kept, name), bool) for name in ("welcomed", "minimap", "snaps"))
        assert all(isinstance(one, str) for one in (*kept.recent, *kept.favourites, *kept.run_columns, kept.folder))
        RecentFiles(kept).paths()
        assert isinstance(chosen_before(kept.picture), Choice | None)
        placing.place(window, kept.geometry)
        window.restoreState(kept.layout)
        Smoothing().remember_in(kept)
        kept.recent = kept.recent[:3]
        kept.write()


def lesson(content: bytes, folder: Path) -> None:
    """A lesson's text, and the designs that its steps begin with."""
    path = folder / "lesson.md"
    path.write_bytes(content)
    with watched():
        _begin(path)


def packed_lesson(content: bytes, folder: Path) -> None:
    """The same of one that is packed; it is unpacked into the folder."""
    path = folder / "a.loomlesson"
    path.write_bytes(content)
    before = os.environ.get("LAYERLOOM_HOME", "")
    os.environ["LAYERLOOM_HOME"] = str(folder)
    try:
        with watched():
            _begin(path)
    finally:
        os.environ["LAYERLOOM_HOME"] = before


def _begin(path: Path) -> None:
    from designer.lessons import open_lesson
    from designer.lessons.lesson import Start
    from designer.lessons.starts import begun
    from designer.ui.lessons.html import html_of
    from designer.ui.theme import LIGHT

    opened, there = open_lesson(path), Design()
    assert all(fault.what for fault in opened.faults)
    for step in opened.lesson.steps:
        html_of(step.text, LIGHT)
        with suppress(FileError):
            there = begun(step.start or Start(), there, opened.file)
        for check in step.checks:
            check.fault()


def hand_in(content: bytes, folder: Path) -> None:
    """What was handed in, marked without training."""
    from designer.lessons import open_lesson
    from designer.lessons.marking import Marker
    from designer.lessons.shelf import shelf

    path = folder / "a.loomwork"
    path.write_bytes(content)
    with watched():
        (mark,) = Marker([open_lesson(shelved.path) for shelved in shelf()], None).marks([path])
    if mark.fault:
        raise FileError(mark.fault)


def habits(content: bytes, folder: Path) -> None:
    """What was learned of the order in which layers are wired."""
    from designer.catalogue import KINDS
    from designer.ui.canvas.following import likeliest_after, likeliest_before
    from designer.ui.learning import learned, read

    path = folder / "habits.json"
    path.write_bytes(content)
    with watched():
        found = learned(read(path), [("Dense", "ReLU")])
        likeliest_after("Dense", KINDS.values(), habits=found)
        likeliest_before("Dense", list(KINDS.values()), found)


def logs(content: bytes, folder: Path) -> None:
    """The packed history of a run."""
    from designer.runs.logs import figures, joined, unpack

    try:
        found = unpack(content)
    except ValueError as error:  # what it says it raises
        raise FileError(f"{error}.") from error
    figures(joined([(1, found), (3, found)]))


def runs(content: bytes, folder: Path) -> None:
    """The list of runs: every row as the table shows it, and all that is asked of a run."""
    from designer.errors import DesignFileError
    from designer.runs.logs import figures
    from designer.runs.store import Store
    from designer.runs.upkeep import tidy
    from designer.ui.runs.columns import AFTER, BEFORE, figure_columns

    (folder / "runs.db").write_bytes(content)
    with watched():
        store: Store | None = None
        try:
            store = Store(folder)
            tidy(store)
            rows = store.rows()
            for row in rows:
                for column in (*BEFORE, *figure_columns(rows), *AFTER):
                    assert isinstance(column.text(row), str)
                figures(store.logs(row.id))
                store.detail(row.id)
                try:
                    design(store.design(row.design))
                except DesignFileError:
                    continue
            store.running()
            store.setting("cap", "")
        except sqlite3.Error as error:  # what it says it raises
            raise FileError("The list of runs cannot be read.") from error
        finally:
            if store is not None:
                store.close()
