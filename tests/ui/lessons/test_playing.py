"""A lesson is followed in its panel: it sets the canvas, says what is right at once, and keeps how far one is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from designer.graph import edits
from designer.graph.edits import set_training
from designer.graph.specs import Bundled, DataSpec
from designer.lessons.exercises import break_and_fix
from designer.lessons.faults import planted
from designer.lessons.opening import pack
from designer.lessons.progress import Done, Learners
from designer.lessons.seeds import seed_of
from designer.ui.lessons.formulas import Formulas
from designer.ui.lessons.panel import LessonPanel
from designer.ui.lessons.player import Player
from designer.ui.lessons.prose import Prose
from designer.ui.lessons.watched_runs import GUESS_FIRST
from designer.ui.window import Window


def press(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def add(window: Window, kind: str) -> None:
    """Put a layer behind the last, as a click in the palette does."""
    window.session.select([list(window.session.design.graph.nodes)[-1]])
    window.palette_panel.kind_chosen.emit(kind)


def test_a_lesson_sets_the_canvas_and_keeps_what_was_there(playing: Window, panel: LessonPanel) -> None:
    assert [node.kind for node in playing.session.design.graph.nodes.values()] == ["Input", "Dense"]
    assert panel.title.text() == "Two layers"
    assert "Put a second Dense layer" in panel.text.toPlainText()
    assert "kept" in playing.status.sentence.text()
    assert panel.isVisible()


def test_what_is_drawn_is_ticked_at_once(playing: Window, panel: LessonPanel, qtbot: QtBot) -> None:
    assert panel.rows["two"].state == "open"
    assert not panel.next_button.isEnabled()
    add(playing, "Dense")
    qtbot.waitUntil(lambda: panel.rows["two"].state == "passed")
    assert panel.next_button.isEnabled()
    assert panel.next_button.property("primary")


def test_checking_says_what_is_there_and_what_to_try(panel: LessonPanel) -> None:
    assert not panel.rows["two"].found.isVisible()
    press(panel.check_button)
    row = panel.rows["two"]
    assert row.state == "wrong"
    assert row.found.text() == "There is 1 Dense layer between input and output."
    assert row.advice.text() == "Drag one more Dense layer onto a wire."
    assert row.accessibleName() == "Not yet: Exactly 2 Dense layers"


def test_hints_open_one_by_one(panel: LessonPanel) -> None:
    assert panel.hint_button.text() == "Hint (0 of 2)"
    press(panel.hint_button)
    assert panel.hint_button.text() == "Hint (1 of 2)"
    press(panel.hint_button)
    assert not panel.hint_button.isEnabled()


def test_the_palette_and_the_panels_are_those_of_the_step_until_it_is_left(playing: Window, player: Player) -> None:
    assert playing.palette_panel.tree.model().rowCount() == 2
    assert playing.docks.shown() == {"lesson", "palette", "inspector", "training"}
    player.leave()
    assert playing.palette_panel.tree.model().rowCount() > 10
    assert {"code", "data", "problems", "runs"} <= playing.docks.shown()
    assert "lesson" not in playing.docks.shown()


def test_what_is_locked_stays_and_says_so(playing: Window, player: Player) -> None:
    before = playing.session.design
    assert not playing.session.edit(edits.set_data(DataSpec(source=Bundled())))
    assert playing.session.design == before
    assert "keeps the data as they are" in playing.status.sentence.text()
    assert playing.session.edit(set_training("Epochs", epochs=7))
    player.leave()
    assert playing.session.edit(edits.set_data(DataSpec(source=Bundled())))


def test_resetting_a_step_can_be_undone(playing: Window, panel: LessonPanel) -> None:
    first = playing.session.design
    add(playing, "Dense")
    changed = playing.session.design
    press(panel.reset_button)
    assert playing.session.design == first
    QTest.keyClick(playing.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert playing.session.design == changed


def test_questions_are_answered_by_keys_and_by_mouse(
    player: Player, panel: LessonPanel, keyboard_on: Callable[[QWidget], None]
) -> None:
    player.go(1)
    count, which = panel.asked
    assert count.line is not None
    keyboard_on(count.line)
    QTest.keyClicks(count.line, "3")
    QTest.keyClick(count.line, Qt.Key.Key_Return)
    assert panel.rows["count"].state == "wrong"
    count.line.clear()
    QTest.keyClicks(count.line, "2")
    QTest.keyClick(count.line, Qt.Key.Key_Return)
    assert panel.rows["count"].state == "passed"
    QTest.mouseClick(which.options[1].text, Qt.MouseButton.LeftButton)
    assert panel.rows["which"].state == "wrong"
    assert "only hands numbers on" in panel.rows["which"].text.text()
    QTest.keyClick(which.options[1].button, Qt.Key.Key_Up)
    assert panel.rows["which"].state == "passed"
    assert panel.next_button.isEnabled()


def test_the_key_that_checks_a_step_is_heard_where_an_answer_is_typed(
    player: Player, panel: LessonPanel, keyboard_on: Callable[[QWidget], None]
) -> None:
    player.go(1)
    line = panel.asked[0].line
    assert line is not None
    keyboard_on(line)
    QTest.keyClicks(line, "23")
    QTest.keyClick(line, Qt.Key.Key_Home)
    QTest.keyClick(line, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert player.asked and line.text() == "23"


def test_training_waits_for_the_guess_and_then_says_how_it_was(
    open_window: Callable[..., Window], lesson: Path, qtbot: QtBot
) -> None:
    window = open_window(engine=True)
    qtbot.waitUntil(lambda: window.link.ready is not None, timeout=180_000)
    player, panel = window.lessons.player, window.lessons.panel
    assert window.lessons.open(lesson)
    player.go(2)
    qtbot.waitUntil(lambda: window.session.snapshot.data is not None)
    window.actions_["train"].trigger()
    assert window.run.run is None
    assert window.status.sentence.text() == GUESS_FIRST
    QTest.mouseClick(panel.asked[0].options[0].button, Qt.MouseButton.LeftButton)
    assert "Train, and see" in panel.rows["guess"].text.text()
    window.actions_["train"].trigger()
    qtbot.waitUntil(lambda: player.passed, timeout=180_000)
    assert "it was 'fall'" in panel.rows["guess"].text.text()
    QTest.mouseClick(panel.asked[0].options[1].button, Qt.MouseButton.LeftButton)
    assert player.done.guesses == {"guess": 1}
    assert panel.next_button.text() == "Finish"
    press(panel.next_button)
    assert player.lesson is None
    assert player.learner.at("two-layers").passed == (2,)


def test_a_lesson_goes_on_where_it_was_left_for_each_learner(
    playing: Window, lesson: Path, player: Player, open_window: Callable[..., Window]
) -> None:
    add(playing, "Dense")
    left = playing.session.design
    player.check()
    player.go(1)
    player.answer("count", "2")
    player.take("Ada")
    assert player.at == 0
    assert player.done.answers == {}
    assert len(playing.session.design.graph.nodes) == 2
    playing.close()

    again = open_window()
    again.lessons.player.take("Ada")
    again.lessons.open(lesson)
    assert again.lessons.player.at == 0
    again.lessons.player.take("Me")
    assert again.lessons.player.at == 1
    assert again.lessons.player.done.answers == {"count": "2"}
    assert again.lessons.player.done.passed == (0,)
    assert again.session.design == left


def test_who_gave_no_name_goes_on_where_they_were_after_a_restart(
    playing: Window, lesson: Path, player: Player, open_window: Callable[..., Window], tmp_path: Path
) -> None:
    player.go(1)
    kept = Learners(tmp_path / "home" / "learners")
    playing.close()
    kept.save(kept.load("Me").told("another", Done(step=2)))
    again = open_window()
    assert again.lessons.open(lesson)
    assert again.lessons.player.at == 1
    again.lessons.player.go(2)
    again.close()
    assert {name: done.step for name, done in kept.load("Me").lessons.items()} == {"two-layers": 2, "another": 2}


def test_opening_another_design_leaves_the_lesson(playing: Window, player: Player) -> None:
    playing.files.new()
    assert player.lesson is None
    assert "code" in playing.docks.shown()


def test_markup_in_a_lesson_is_text(panel: LessonPanel) -> None:
    assert '<b onclick="x()">no markup</b>' in panel.text.toPlainText()


def test_formulas_come_as_pictures(qtbot: QtBot) -> None:
    formulas = Formulas()
    prose = Prose(formulas)
    qtbot.addWidget(prose)
    prose.resize(300, 100)
    prose.show_text(r"$w \cdot x$")
    without = prose.grab().toImage()
    qtbot.waitUntil(lambda: prose.grab().toImage() != without, timeout=20_000)
    formulas.close()


def press_keys(window: Window, keys: str) -> None:
    key = QKeySequence(keys)[0]
    QTest.keyClick(window.canvas, key.key(), key.keyboardModifiers())


def test_a_lesson_has_keys(playing: Window, player: Player, qtbot: QtBot) -> None:
    press_keys(playing, "Ctrl+H")
    assert player.hints == 1
    press_keys(playing, "Ctrl+K")
    assert player.asked
    press_keys(playing, "Ctrl+Shift+N")
    assert player.at == 0  # it does not pass yet
    add(playing, "Dense")
    qtbot.waitUntil(lambda: player.passed)
    press_keys(playing, "Ctrl+Shift+N")
    assert player.at == 1
    press_keys(playing, "Ctrl+Shift+B")
    assert player.at == 0


def test_undo_does_not_bring_back_what_is_locked(playing: Window, player: Player) -> None:
    player.go(2)
    other = playing.session.design
    player.go(0)  # whose data is locked, and is another
    assert playing.session.design.data != other.data
    before = playing.session.design
    playing.session.undo()
    assert playing.session.design == before
    assert "keeps the data as they are" in playing.status.sentence.text()


def test_a_step_can_be_left_with_an_answer_half_typed(player: Player, panel: LessonPanel) -> None:
    player.go(1)
    count = panel.asked[0]
    assert count.line is not None
    count.line.setFocus()
    QTest.keyClicks(count.line, "2")
    player.back()
    player.go(1)
    QTest.keyClicks(panel.asked[0].line, "2")
    player.leave()
    assert player.learner.at("two-layers").answers == {}


def test_exercises_leave_nothing_in_the_learners_file(window: Window, tmp_path: Path) -> None:
    for _ in range(2):
        window.actions_["lesson_break"].trigger()
        window.lessons.leave()
    assert window.lessons.player.learner.lessons == {}


def test_a_file_that_is_no_lesson_is_told_in_a_sentence(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "nothing.md"
    path.write_text("# nothing", encoding="utf-8")
    assert not window.lessons.open(path)
    assert "is no lesson: line 1" in window.status.sentence.text()
    assert window.lessons.player.lesson is None


def test_every_fault_is_planted_once(window: Window) -> None:
    mine, found = window.session.design, set[str]()
    for seed in range(60):
        opened = break_and_fix(mine, seed)
        start = opened.lesson.steps[0].start
        if start is None or start.fault in found:
            continue
        found.add(start.fault)
        window.lessons.player.play(opened, mine)
        assert window.session.design == planted(mine, start.fault), start.fault
    assert "wrong-loss" in found


def test_a_fault_is_planted_in_a_copy_and_found_by_naming_it(window: Window, qtbot: QtBot) -> None:
    mine = window.session.design
    window.actions_["lesson_break"].trigger()
    player, panel = window.lessons.player, window.lessons.panel
    assert window.session.design != mine
    (asked,) = panel.asked
    right = next(at for at, option in enumerate(asked.check.options) if option.right)
    wrong = (right + 1) % len(asked.options)
    QTest.mouseClick(asked.options[wrong].button, Qt.MouseButton.LeftButton)
    assert panel.rows["fault"].state == "wrong"
    QTest.mouseClick(asked.options[right].button, Qt.MouseButton.LeftButton)
    assert player.passed
    press(panel.next_button)
    assert player.lesson is None


def test_a_packed_lesson_is_opened_like_any_file(window: Window, lesson: Path, tmp_path: Path) -> None:
    packed = tmp_path / "mine.loomlesson"
    pack(lesson.parent, packed)
    assert window.files.open_path(packed)
    assert window.lessons.player.lesson is not None
    packed.write_bytes(b"PK")
    window.lessons.leave()
    window.files.open_path(packed)
    assert "damaged" in window.status.sentence.text()


def test_the_text_grows_for_a_projector_and_stays_so(
    playing: Window, panel: LessonPanel, open_window: Callable[..., Window], lesson: Path
) -> None:
    before = panel.text.height()
    for _ in range(4):
        playing.actions_["lesson_larger"].trigger()
    assert panel.text.font().pointSizeF() == pytest.approx(2 * playing.font().pointSizeF())
    assert panel.text.height() > 1.5 * before
    playing.close()
    again = open_window()
    again.lessons.open(lesson)
    assert again.lessons.panel.text.font().pointSizeF() == pytest.approx(2 * again.font().pointSizeF())
    for _ in range(20):
        again.actions_["lesson_smaller"].trigger()
    assert again.lessons.panel.text.font().pointSizeF() == pytest.approx(0.8 * again.font().pointSizeF())


def test_a_file_of_the_lesson_is_copied_by_its_link_and_no_other_link_leads_anywhere(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "linked"
    folder.mkdir()
    text = (
        "---\ntitle: A\nminutes: 1\n---\n## S\n[the data](rows.csv) [out](https://example.org/a.csv) [up](../a.csv)\n"
    )
    (folder / "lesson.md").write_text(text, encoding="utf-8")
    (folder / "rows.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert window.lessons.open(folder)
    prose = window.lessons.panel.text
    assert prose.toHtml().count('href="lesson:') == 1
    assert "example.org" not in prose.toHtml()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "mine.csv"), ""))
    prose.anchorClicked.emit(QUrl("lesson:rows.csv"))
    assert (tmp_path / "mine.csv").read_text(encoding="utf-8") == "a,b\n1,2\n"
    assert window.status.sentence.text() == "Saved a copy as mine.csv."
    prose.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert window.status.sentence.text() == "Saved a copy as mine.csv."


def test_each_learner_has_seeds_of_their_own_where_the_lesson_says_so(window: Window, lesson: Path) -> None:
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(text.replace("minutes: 5", "minutes: 5\nown_seeds: true"), encoding="utf-8")
    player, seeds = window.lessons.player, []
    for name in ("Ada", "Ben", "Ada"):
        player.take(name)
        assert window.lessons.open(lesson)
        design = window.session.design
        assert design.training.seed == design.data.split_seed == seed_of(name, "two-layers")
        player.go(2)
        assert window.session.design.training.seed == design.training.seed
        seeds.append(design.training.seed)
        player.leave()
    assert seeds[0] == seeds[2] != seeds[1]
