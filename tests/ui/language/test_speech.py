"""A finished English sentence is said in another language, whatever was put into it."""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.catalogue import KINDS
from designer.catalogue.counting import count_formula
from designer.catalogue.schema import Mismatch
from designer.ui.language import Speech
from designer.ui.language.forms import PLACE, Forms
from designer.ui.language.speech import sources

GERMAN = Speech(
    {
        "Less&ons": "Le&ktionen",
        "Save &as…": "Speichern &unter …",
        "{count} rows are left out.": "{count} Zeilen fallen weg.",
        "The column “{name}” holds no numbers.": "Spalte „{name}“ enthält keine Zahlen.",
        "Expected {wanted}, found {found}.": "Erwartet: {wanted}; gefunden: {found}.",
        "a whole number": "eine ganze Zahl",
        "{count} layer": "{count} Schicht",
        "{count} layers": "{count} Schichten",
        "Hint": "Tipp",
        "rows": "Zeilen",
        "learning rate": "Lernrate",
        "Hide the overview": "Übersicht ausblenden",
    }
)


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("12 rows are left out.", "12 Zeilen fallen weg."),
        ("Expected a whole number, found x.", "Erwartet: eine ganze Zahl; gefunden: x."),
        ("3 layers  ·  1 layer", "3 Schichten  ·  1 Schicht"),
        ("3 layers\nHint", "3 Schichten\nTipp"),
        ("12 rows are left out. Expected a whole number, found rows.", "12 Zeilen fallen weg. Erwartet: eine ganze Zahl; gefunden: Zeilen."),
        ("   Hint", "   Tipp"),
        ("Learning rate", "Lernrate"),
        ("Hide the overview (Alt+M)", "Übersicht ausblenden (Alt+M)"),
    ],
)  # fmt: skip
def test_a_sentence_is_put_together_as_it_was_in_english(english: str, german: str) -> None:
    assert GERMAN.say(english) == german


def test_a_name_in_quotation_marks_stays_what_it_is() -> None:
    assert GERMAN.say("The column “rows” holds no numbers.") == "Spalte „rows“ enthält keine Zahlen."


def test_a_menu_entry_is_known_without_its_marks() -> None:
    assert (GERMAN.say("Lessons"), GERMAN.say("Save as")) == ("Lektionen", "Speichern unter")


def test_what_nobody_translated_stays_english() -> None:
    assert GERMAN.say("Nobody knows this.") == "Nobody knows this."


@pytest.fixture(scope="module")
def whole() -> Speech:
    return Speech({text: f"⟦{text.strip()}⟧" for text in sources()})


@pytest.mark.parametrize(
    "form", [text for text in sources() if len(re.findall(r"[a-z]", PLACE.sub("", text))) >= 24][::7]
)
def test_a_form_is_found_again_with_any_figures_in_it(form: str, whole: Speech) -> None:
    filled = PLACE.sub("12.5", form.strip())
    assert whole.say(filled) == f"⟦{filled}⟧"


@given(st.text(max_size=300))
def test_any_text_of_anybody_is_said_without_a_fault(text: str) -> None:
    assert isinstance(GERMAN.say(text), str)


def test_a_long_text_of_somebodys_is_looked_at_a_few_times_for_each_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Forms, "meant", lambda forms, text, say, *, sure: asked.append(text))
    counts = []
    for sentences in (12, 24):
        asked.clear()
        Speech({}).say(" ".join(f"Nobody knows number {at} of these." for at in range(sentences)))
        counts.append(len(asked))
    assert counts[1] < 3 * counts[0] < 3_000


def test_how_parameters_are_counted_is_said_whole(german: Speech) -> None:
    assert german.say("2 x 4 weights + 4 biases = 12") == "2 x 4 Gewichte + 4 Biases = 12"
    english = {word for formula in formulas() for word in re.findall(r"[a-z]{2,}", formula)}
    said = {formula: german.say(formula) for formula in formulas()}
    assert {formula for formula, meant in said.items() if english & set(re.findall(r"[a-z]{2,}", meant))} == set()


def formulas() -> set[str]:
    """The counts of every kind that has weights, as the settings panel shows them."""
    found = set()
    for kind, rank, places in product(KINDS.values(), range(5), (1, 2)):
        settings, shapes = kind.filled(kind.started()), ((8,) * rank + (4,),) * places
        with suppress(IndexError, ValueError):
            if not isinstance(kind.shape(settings, shapes), Mismatch):
                found.add(count_formula(kind.weights(settings, shapes)))
    return found
