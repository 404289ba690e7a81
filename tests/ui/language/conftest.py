"""A language that is English in brackets, to see what was said in a language at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator

from designer import paths
from designer.ui.language import Speech, language
from designer.ui.language.speech import CONTEXT, Language, sources


@pytest.fixture
def brackets(monkeypatch: pytest.MonkeyPatch) -> Iterator[Speech]:
    """Every text of the program stands in ⟦ ⟧, and is a third longer, as in many languages."""
    monkeypatch.setattr(Language, "start", as_it_is)
    speech = Speech({text: f"⟦{text}{'~' * (len(text) // 3)}⟧" for text in sources()})
    language().speak(speech)
    yield speech
    language().speak(None)


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> Iterator[Speech]:
    """The program speaks German."""
    monkeypatch.setattr(Language, "start", as_it_is)
    translator = QTranslator()
    assert translator.load(str(paths.translations() / "layerloom_de.qm"))
    speech = Speech({text: translator.translate(CONTEXT, text) for text in sources()})
    language().speak(speech)
    yield speech
    language().speak(None)


def as_it_is(self: Language, wish: str) -> None:
    """The language is chosen already."""
