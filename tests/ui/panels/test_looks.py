"""What holds for the look of every panel: both themes, and type of twice the size."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from designer.ui.code_view import CodeView
from designer.ui.data_panel import DataPanel
from designer.ui.inspector.field import Combo
from designer.ui.inspector.panel import Inspector
from designer.ui.palette import Palette
from designer.ui.parts import LongButton
from designer.ui.problems import ProblemsPanel
from designer.ui.session import Session
from designer.ui.theme import DARK, LIGHT, Theme, themes

PANELS = (Palette, Inspector, ProblemsPanel, CodeView, DataPanel)


@pytest.fixture
def twice_as_large(qtbot: QtBot) -> Iterator[None]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.font()
    large = QFont(before)
    large.setPointSizeF(before.pointSizeF() * 2)
    app.setFont(large)
    yield
    app.setFont(before)


@pytest.mark.parametrize("panel", PANELS)
def test_a_theme_is_taken_at_once(panel: type[QWidget], session: Session, qtbot: QtBot) -> None:
    session.select(["n2"])
    themes().choose("light")
    widget = panel(session)  # type: ignore[call-arg]
    qtbot.addWidget(widget)
    widget.resize(500, 400)
    widget.show()
    light = widget.grab().toImage()
    themes().choose("dark")
    dark = widget.grab().toImage()
    themes().choose("light")
    assert _commonest(light) == LIGHT.panel.lower()
    assert _commonest(dark) == DARK.panel.lower()
    assert _commonest(widget.grab().toImage()) == LIGHT.panel.lower()


def _commonest(image: object) -> str:
    counts: dict[str, int] = {}
    for x in range(0, image.width(), 7):  # type: ignore[attr-defined]
        for y in range(0, image.height(), 7):  # type: ignore[attr-defined]
            name = image.pixelColor(x, y).name()  # type: ignore[attr-defined]
            counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda name: counts[name])


@pytest.mark.parametrize("panel", (Inspector, ProblemsPanel, DataPanel))
@pytest.mark.parametrize("width", (300, 420, 900))
def test_nothing_is_wider_than_its_panel(
    panel: type[QWidget], width: int, session: Session, twice_as_large: None, qtbot: QtBot
) -> None:
    session.select(["n2"])
    session.show_data_fault("Expected a number in row 7, found “x”. Correct the file and choose it again.")
    widget = panel(session)  # type: ignore[call-arg]
    qtbot.addWidget(widget)
    widget.resize(width, 500)
    widget.show()
    right = widget.width()
    for button in widget.findChildren(QAbstractButton):
        if button.isVisible():
            edge = button.mapTo(widget, button.rect().topRight()).x()
            assert edge <= right, button.accessibleName() or button.text()


def test_a_button_is_cut_only_where_there_is_no_room(session: Session, qtbot: QtBot) -> None:
    button = LongButton("Insert a Normalization layer behind the input")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    button.show()
    assert button.text() == button.whole_text
    button.resize(120, button.height())
    assert button.text().endswith("…")
    assert button.toolTip() == button.whole_text


@pytest.mark.parametrize("theme", (LIGHT, DARK))
def test_the_choice_in_an_open_list_can_be_read(theme: Theme, qtbot: QtBot) -> None:
    themes().choose(theme.name)
    combo = Combo()
    combo.addItems(["One", "Two"])
    qtbot.addWidget(combo)
    combo.show()
    combo.showPopup()
    row = combo.view().visualRect(combo.model().index(0, 0))
    colours = _colours(combo.view().viewport().grab(row).toImage())
    combo.hidePopup()
    assert theme.accent.lower() in colours
    ground = QColor(theme.accent).lightness()
    assert max(abs(QColor(name).lightness() - ground) for name in colours) > 90
    themes().choose("light")


def _colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
