"""One language that is spoken, and how a text is said in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from designer import paths
from designer.ui.language.forms import PLACE, Forms, parts

CONTEXT = "Layerloom"
ENGLISH = "en"
SYSTEM = "system"
KEPT = 5_000
"""How many texts are remembered once they were said: a status line says the same again and again."""
DEEPEST = 4
"""Sentences within sentences within …: more is a text of somebody's, not one of the program's."""


_WORD = re.compile(r"[a-z]{2}")


class Speech:
    """What is said instead of each English text. Texts without a meaning stay English."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        meanings = {english.strip(): meant.strip() for english, meant in meanings.items()}
        self._exact = {english: meant for english, meant in meanings.items() if not PLACE.search(english)}
        for english, meant in meanings.items():
            if "&" in english or english.endswith("…"):  # the same name is shown without what its menu marks
                self._exact.setdefault(_bare(english), _bare(meant))
                self._exact.setdefault(english.replace("&", ""), meant.replace("&", ""))
        self._forms = Forms((english, meant) for english, meant in meanings.items() if PLACE.search(english))
        self._said: dict[str, str] = {}
        self._pieces: dict[tuple[str, int], str] = {}
        """What the pieces of one text are: it is taken apart in several ways, and many have the same pieces."""

    def say(self, text: str) -> str:
        """The text in this language."""
        known = self._said.get(text)
        if known is None:
            if len(self._said) >= KEPT:
                self._said.clear()
            known = self._said[text] = self._anew(text, DEEPEST)
            self._pieces.clear()
        return known

    def _anew(self, text: str, depth: int) -> str:
        key = text, depth
        if key not in self._pieces:
            self._pieces[key] = self._made(text, depth)
        return self._pieces[key]

    def _made(self, text: str, depth: int) -> str:
        bare = text.strip()
        if not bare or depth == 0:
            return text
        whole = self._whole(text, depth) if text != bare else None
        return whole or text.replace(bare, self._whole(bare, depth) or self._apart(bare, depth), 1)

    def _whole(self, text: str, depth: int) -> str | None:
        """As it stands, or with its first letter large or small: a piece of a sentence may begin one."""
        other = text[0].swapcase() + text[1:]
        for form in dict.fromkeys((text, other)):
            found = self._exact.get(form)
            if found is None:
                found = self._formed(form, depth, sure=True)
            if found is not None:
                return found[:1].upper() + found[1:] if form != text and text[0].isupper() else found
        return None

    def _formed(self, text: str, depth: int, *, sure: bool) -> str | None:
        return self._forms.meant(text, lambda value: self._anew(value, depth - 1), sure=sure)

    def _apart(self, text: str, depth: int) -> str:
        """Put together from pieces that are all known; or else of a form with few words; or else as far as it is known."""
        partly = text
        for divider, pieces in parts(text):
            within = depth if divider == " " else depth - 1  # beside each other, and not in each other
            said = [self._anew(piece, within) for piece in pieces]
            if said != pieces and all(map(_is_said, said, pieces)):
                return divider.join(said)
            if partly == text:
                partly = divider.join(said)
        return self._formed(text, depth, sure=False) or partly


def _is_said(said: str, text: str) -> bool:
    """Whether a piece is in the language now, or is a name, which is the same in all."""
    return said != text or " " not in text.strip() or not _WORD.search(text)


def _bare(text: str) -> str:
    return text.replace("&", "").rstrip("… ")


class Language:
    """The one that was chosen; English needs nothing. It is set once, before there are widgets."""

    def __init__(self) -> None:
        self.code = ENGLISH
        self.speech: Speech | None = None
        self._translators: list[QTranslator] = []

    def start(self, wish: str) -> None:
        """Speak `wish`, or with `system` what the system speaks; English where there is no translation."""
        code = QLocale.system().name().partition("_")[0] if wish == SYSTEM else wish
        self.code = code if code in languages() else ENGLISH
        self._install(self.code)
        speaks = self.code != ENGLISH
        self.speak(Speech({text: QCoreApplication.translate(CONTEXT, text) for text in sources()}) if speaks else None)
        QApplication.setLayoutDirection(QLocale(self.code).textDirection())

    def speak(self, speech: Speech | None) -> None:
        """Say everything as `speech` does from now on."""
        self.speech = speech

    def _install(self, code: str) -> None:
        for old in self._translators:
            QCoreApplication.removeTranslator(old)
        own, qt = QTranslator(), QTranslator()
        qt.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        own.load(str(paths.translations() / f"layerloom_{code}.qm"))
        self._translators = [one for one in (qt, own) if not one.isEmpty()]
        for new in self._translators:
            QCoreApplication.installTranslator(new)


@cache
def language() -> Language:
    """The language of this process."""
    return Language()


def tr(text: str) -> str:
    """What is shown for an English text or a finished English sentence."""
    speech = language().speech
    return text if speech is None else speech.say(text)


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages there are."""
    found = {path.stem.rpartition("_")[2] for path in paths.translations().glob("layerloom_*.qm")}
    return (ENGLISH, *sorted(found))


def called(code: str) -> str:
    """A language by the name it has itself."""
    return QLocale(code).nativeLanguageName().capitalize() if code != ENGLISH else "English"


def sources() -> list[str]:
    """Every English text that may be shown."""
    try:
        lines = (paths.translations() / "sources.txt").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    return [line.replace("\\n", "\n") for line in lines]
