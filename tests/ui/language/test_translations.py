"""The translations fit the program as it is: no text is missing, and none lost what is put into it."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTranslator

from designer import paths
from designer.ui.language.speech import CONTEXT

ROOT = Path(__file__).parents[3]
FILES = sorted(paths.translations().glob("*.ts"))
REFRESH = "Run: uv run packaging/translations.py"


@pytest.fixture(scope="module")
def tool() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "packaging" / "translations.py"))


def test_every_text_of_the_program_is_listed(tool: dict[str, Any]) -> None:
    assert tool["SOURCES"].read_text(encoding="utf-8") == tool["lines"](tool["texts"]()), REFRESH


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_is_translated(path: Path, tool: dict[str, Any]) -> None:
    known = tool["translated"](path)
    assert [text for text in tool["texts"]() if not known.get(text)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_translation_takes_only_what_there_is_and_keeps_its_menu_key(path: Path, tool: dict[str, Any]) -> None:
    places = tool["PLACE"].findall
    faults = [
        english
        for english, meant in tool["translated"](path).items()
        if set(places(meant)) - set(places(english)) or english.count("&") != meant.count("&")
    ]
    assert faults == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_the_program_loads_is_what_the_translators_wrote(path: Path, tool: dict[str, Any]) -> None:
    loaded = QTranslator()
    assert loaded.load(str(path.with_suffix(".qm"))), REFRESH
    written = tool["translated"](path)
    assert {text: loaded.translate(CONTEXT, text) for text in written} == written, REFRESH
