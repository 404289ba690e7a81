"""Choosing a layer kind."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from designer.catalogue import FAMILIES, KINDS
from designer.ui.kind_search import matching
from designer.ui.palette import MIME, Palette
from designer.ui.palette_model import HELP, KIND, first_sentence
from designer.ui.palette_row import star_rect
from designer.ui.session import Session

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def palette(session: Session, shown: Show) -> Palette:
    palette = Palette(session)
    shown(palette)
    return palette


def rows(palette: Palette) -> list[QModelIndex]:
    model = palette.tree.model()
    families = [model.index(row, 0) for row in range(model.rowCount())]
    return [model.index(row, 0, family) for family in families for row in range(model.rowCount(family))]


def row_of(palette: Palette, kind: str) -> QModelIndex:
    return next(index for index in rows(palette) if index.data(KIND) == kind)


def centre(palette: Palette, kind: str) -> QPoint:
    index = row_of(palette, kind)
    palette.tree.scrollTo(index)
    return palette.tree.visualRect(index).center()


def test_every_kind_is_there_with_a_line_of_help(palette: Palette) -> None:
    assert [index.data(KIND) for index in rows(palette)] == list(KINDS)
    assert all(index.data(HELP).endswith(".") for index in rows(palette))


def test_a_click_chooses_once(palette: Palette, qtbot: QtBot) -> None:
    chosen: list[str] = []
    palette.kind_chosen.connect(chosen.append)
    qtbot.mouseClick(palette.tree.viewport(), Qt.MouseButton.LeftButton, pos=centre(palette, "Dense"))
    assert chosen == ["Dense"]


def test_a_double_click_chooses_once(palette: Palette, qtbot: QtBot) -> None:
    chosen: list[str] = []
    palette.kind_chosen.connect(chosen.append)
    place, viewport = centre(palette, "Dense"), palette.tree.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert chosen == ["Dense"]


def test_enter_while_searching_takes_the_first_hit(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.search, "drop")
    with qtbot.waitSignal(palette.kind_chosen) as chosen:
        qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert chosen.args == ["Dropout"]


def test_down_goes_from_the_search_into_the_list(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.search, "pool")
    qtbot.keyClick(palette.search, Qt.Key.Key_Down)
    assert palette.tree.hasFocus()
    qtbot.keyClick(palette.tree, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.kind_chosen) as chosen:
        qtbot.keyClick(palette.tree, Qt.Key.Key_Return)
    assert chosen.args == [matching("pool")[1].name]


def test_escape_clears_the_search(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.search, "pool")
    qtbot.keyClick(palette.search, Qt.Key.Key_Escape)
    assert len(rows(palette)) == len(KINDS)


@pytest.mark.parametrize(
    ("query", "expected"),
    [("dense", "Dense"), ("cnv", "Conv2D"), ("fully connected", "Dense"), ("gru", "GRU"), ("lstm", "LSTM"), ("relu", "ReLU")],
)  # fmt: skip
def test_the_likeliest_kind_comes_first(query: str, expected: str) -> None:
    assert matching(query)[0].name == expected


def test_every_kind_is_found_by_its_name_and_family() -> None:
    for family, kinds in FAMILIES.items():
        for kind in kinds:
            assert kind is matching(kind.name)[0]
            assert kind in matching(family)


def test_what_fits_nothing_is_said(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.search, "qqqq")
    assert palette.tree.model().rowCount() == 0
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)


def test_a_star_makes_a_favourite(palette: Palette, qtbot: QtBot) -> None:
    index = row_of(palette, "Dense")
    star = star_rect(palette.tree.visualRect(index), palette.tree.fontMetrics()).center()
    with qtbot.waitSignal(palette.favourites_changed) as changed, qtbot.assertNotEmitted(palette.kind_chosen):
        qtbot.mouseClick(palette.tree.viewport(), Qt.MouseButton.LeftButton, pos=star)
    assert changed.args == [("Dense",)]
    assert palette.tree.model().index(0, 0).data() == "Favourites"
    palette.toggle_favourite("Dense")
    assert palette.favourites == ()


def test_a_favourite_of_an_older_catalogue_is_left_out(session: Session, qtbot: QtBot) -> None:
    palette = Palette(session, favourites=("Dense", "Gone"))
    qtbot.addWidget(palette)
    assert palette.favourites == ("Dense",)


def test_a_drag_carries_the_kind(palette: Palette, monkeypatch: pytest.MonkeyPatch) -> None:
    dragged: list[tuple[bytes, bool]] = []

    def note(drag: QDrag, *actions: Qt.DropAction) -> Qt.DropAction:
        dragged.append((drag.mimeData().data(MIME).data(), drag.pixmap().isNull()))
        return Qt.DropAction.IgnoreAction

    # A real drag would wait for a real pointer.
    monkeypatch.setattr(QDrag, "exec", note)
    palette.tree.setCurrentIndex(row_of(palette, "Dense"))
    palette.tree.startDrag(Qt.DropAction.CopyAction)
    assert dragged == [(b"Dense", False)]


def test_a_folded_family_stays_folded_after_a_search(palette: Palette, qtbot: QtBot) -> None:
    tree = palette.tree
    tree.setExpanded(tree.model().index(0, 0), False)
    qtbot.keyClicks(palette.search, "pool")
    palette.search.clear()
    assert not tree.isExpanded(tree.model().index(0, 0))
    assert tree.isExpanded(tree.model().index(1, 0))


def test_only_the_first_families_are_open_at_first_and_each_says_how_many_it_holds(palette: Palette) -> None:
    tree = palette.tree
    families = [tree.model().index(row, 0) for row in range(tree.model().rowCount())]
    assert [index.data() for index in families if tree.isExpanded(index)] == list(FAMILIES)[:2]
    told = [index.data(Qt.ItemDataRole.AccessibleTextRole) for index in families]
    assert told == [f"{family}, {len(kinds)} layers" for family, kinds in FAMILIES.items()]


def test_help_is_the_first_sentence() -> None:
    assert first_sentence("One. Two.") == "One."
    assert first_sentence("Only one") == "Only one"
