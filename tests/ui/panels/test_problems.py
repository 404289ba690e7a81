"""The list of problems."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from designer.analysis import Problem, Severity
from designer.graph.edits import Edit, remove, set_setting
from designer.ui.problem_card import ProblemCard
from designer.ui.problems import BATCH, ProblemsPanel
from designer.ui.session import Session

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def panel(session: Session, shown: Show) -> ProblemsPanel:
    panel = ProblemsPanel(session)
    shown(panel)
    return panel


def cards(panel: ProblemsPanel) -> list[ProblemCard]:
    """Those of the present problems; new ones are made in the event loop's next turn."""
    QApplication.processEvents()
    return panel.cards


def break_it(session: Session) -> None:
    session.edit(remove([session.design.graph.nodes["n1"]]))


def test_a_sound_network_says_it_is_ready(panel: ProblemsPanel, session: Session) -> None:
    assert not session.snapshot.analysis.errors
    break_it(session)
    assert cards(panel)
    session.undo()
    assert not [card for card in cards(panel) if card.problem.severity is Severity.ERROR]


def test_a_fix_is_one_click_and_one_step(panel: ProblemsPanel, session: Session, qtbot: QtBot) -> None:
    break_it(session)
    broken = session.design
    card = cards(panel)[0]
    assert card.buttons[0].property("primary")
    qtbot.mouseClick(card.buttons[0], Qt.MouseButton.LeftButton)
    assert session.design is not broken
    assert session.snapshot.undo_label == card.problem.fixes[0].label
    session.undo()
    assert session.design == broken


@pytest.mark.parametrize(("label", "primary"), [("Delete the layer", False), ("Remove it", False), ("Add it", True)])
def test_a_fix_that_deletes_is_never_the_one_to_press(label: str, primary: bool, qtbot: QtBot) -> None:
    card = ProblemCard(Problem("x", Severity.ERROR, (), "What.", "Why.", (Edit(label, lambda design: design),)))
    qtbot.addWidget(card)
    assert bool(card.buttons[0].property("primary")) is primary


def test_enter_takes_the_first_fix(panel: ProblemsPanel, session: Session, qtbot: QtBot) -> None:
    break_it(session)
    broken = session.design
    panel.setFocus()
    qtbot.keyClick(panel, Qt.Key.Key_Down)
    assert cards(panel)[0].hasFocus()
    qtbot.keyClick(cards(panel)[0], Qt.Key.Key_Return)
    assert session.design is not broken


def test_show_me_selects_and_asks_for_the_node(panel: ProblemsPanel, session: Session, qtbot: QtBot) -> None:
    session.edit(remove([session.design.graph.nodes["n3"]], reconnect=True))
    card = next(card for card in cards(panel) if card.show_button)
    with qtbot.waitSignal(panel.show_requested) as shown:
        qtbot.mouseClick(card.show_button, Qt.MouseButton.LeftButton)
    assert shown.args == [card.problem.nodes[0]]
    assert session.selection == {card.problem.nodes[0]}


def test_a_card_stays_while_its_problem_does(panel: ProblemsPanel, session: Session) -> None:
    break_it(session)
    before = {card.problem.code: card for card in cards(panel)}
    session.edit(set_setting(session.design.graph.nodes["n2"], "use_bias", False))
    kept = {card.problem.code: card for card in cards(panel)}
    assert any(kept.get(code) is card for code, card in before.items())


def test_a_fault_of_the_data_is_an_error(panel: ProblemsPanel, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.count_changed) as counted:
        session.show_data_fault("Expected a number in row 3, found “x”. Correct the file.")
    assert counted.args[0] == 1
    assert "row 3" in cards(panel)[0].problem.why


def test_errors_come_before_warnings_and_hints(panel: ProblemsPanel, session: Session) -> None:
    break_it(session)
    session.show_data_fault("The file is gone. Choose another one.")
    severities = [card.problem.severity for card in cards(panel)]
    assert severities == sorted(severities, reverse=True)


def test_three_hundred_problems_make_a_screenful_of_cards(
    panel: ProblemsPanel, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = tuple(
        Problem("test", Severity.HINT, (), f"Problem {at}.", "Because.", (Edit(f"Mend {at}", lambda design: design),))
        for at in range(300)
    )
    monkeypatch.setattr("designer.ui.problems.all_problems", lambda snapshot: many)
    panel.show_snapshot(session.snapshot)
    assert len(cards(panel)) == BATCH
    qtbot.keyClick(panel, Qt.Key.Key_Down)
    for at in range(BATCH + 4):
        qtbot.keyClick(cards(panel)[at], Qt.Key.Key_Down)
    assert len(cards(panel)) > BATCH
    assert cards(panel)[BATCH + 4].hasFocus()
    assert [card.problem.what for card in cards(panel)[:3]] == ["Problem 0.", "Problem 1.", "Problem 2."]
