"""What was learned lies in a small file of the user's: read late, written rarely, and no harm where that fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from designer.ui import learning
from designer.ui.learning import Learning
from designer.ui.window import Window

PAIR = ("Dense", "Dropout")


@pytest.fixture
def file(tmp_path: Path, qapp: object) -> Path:
    return tmp_path / "state" / "habits.json"


def learned(file: Path, *pairs: tuple[str, str]) -> None:
    one = Learning(file)
    one.note(pairs)
    one.close()


def test_what_was_learned_is_there_the_next_time(file: Path) -> None:
    learned(file, PAIR, PAIR)
    assert Learning(file).habits().uses_after("Dense") == {"Dropout": pytest.approx(1.97)}


def test_two_windows_add_to_the_same_file(file: Path) -> None:
    one, other = Learning(file), Learning(file)
    for window in (one, other):
        window.habits()
        window.note([PAIR])
    one.close()
    other.close()
    assert Learning(file).habits().uses_after("Dense") == {"Dropout": pytest.approx(1.97)}


def test_what_is_new_counts_at_once_and_is_written_later(file: Path, qtbot: object, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(learning, "LATER_MS", 20)
    one = Learning(file)
    one.note([PAIR])
    assert one.habits().uses_after("Dense") == {"Dropout": 1.0}
    assert not file.exists()
    qtbot.waitUntil(file.exists)  # type: ignore[attr-defined]
    one.close()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"after": {"Dense": {"Dropout": -1}}}', b'{"after": {"Dense": 3}}', b" " * 2_000_000],
)
def test_a_damaged_file_is_as_good_as_none_and_is_mended_by_the_next_use(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    assert Learning(file).habits().after == {}
    learned(file, PAIR)
    assert Learning(file).habits().after == {"Dense": {"Dropout": 1.0}}


def test_kinds_the_catalogue_does_not_have_are_not_learned(file: Path) -> None:
    learned(file, ("Dense", "Gadget"), ("Gadget", "Dense"))
    assert Learning(file).habits().after == {}


def test_where_nothing_can_be_written_all_goes_on(tmp_path: Path, qapp: object) -> None:
    (tmp_path / "state").write_bytes(b"a file where the folder should be")
    learned(tmp_path / "state" / "habits.json", PAIR)


def test_a_window_learns_reads_nothing_before_the_first_search_and_forgets(
    open_window: Callable[..., Window], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    reads = learning.read
    monkeypatch.setattr(learning, "read", lambda file: asked.append(file) or reads(file))
    window = open_window()
    window.session.select(list(window.session.design.graph.nodes)[-1:])
    window.canvas.add_kind("Dropout")
    assert not asked, "adding needs no order"
    file = tmp_path / "home" / "habits.json"
    window.canvas.open_search()
    assert asked == [file]
    assert window.learning.habits().uses_after("Dense") == {"Dropout": 1.0}
    window.learning.close()
    assert file.exists()
    window.actions_["forget_habits"].trigger()
    QTest.qWait(10)
    assert not file.exists() and window.learning.habits().after == {}
    assert window.status.sentence.text() == learning.FORGOTTEN
