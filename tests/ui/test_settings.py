"""What is remembered from one start to the next can be damaged without harm."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray

from designer.ui.settings import Preferences


def test_the_state_of_a_window_comes_back_only_as_it_was_written(tmp_path: Path) -> None:
    kept = Preferences(tmp_path)
    kept.layout, kept.theme = QByteArray(b"a state of Qt's own"), "dark"
    kept.write()
    assert Preferences(tmp_path).layout == b"a state of Qt's own"
    (tmp_path / "other").mkdir()
    written = (tmp_path / "preferences.ini").read_bytes()
    (tmp_path / "other" / "preferences.ini").write_bytes(written.replace(b"state of", b"State of"))
    damaged = Preferences(tmp_path / "other")
    assert damaged.layout.isEmpty() and damaged.theme == "dark"


def test_values_of_types_that_are_never_written_are_not_read(tmp_path: Path) -> None:
    file = tmp_path / "preferences.ini"
    file.write_text("[General]\ntheme=@Variant(\\0\\0\\0\\x7f)\n")
    assert Preferences(tmp_path).theme == "system"
    assert not file.exists() and file.with_suffix(".damaged").exists()


def test_a_folder_whose_name_looks_like_a_type_is_remembered(tmp_path: Path) -> None:
    kept = Preferences(tmp_path)
    kept.folder, kept.recent = "/home/Team @ACME", ["/home/Team @ACME/a.loom", "@b"]
    kept.write()
    again = Preferences(tmp_path)
    assert (again.folder, again.recent) == (kept.folder, kept.recent)
    assert not (tmp_path / "preferences.damaged").exists()
