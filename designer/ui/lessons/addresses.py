"""What the pictures in a lesson's text are called: formulas by their LaTeX, files of the lesson by their names."""

from __future__ import annotations

from urllib.parse import quote, unquote

FORMULA = "formula:"
PICTURE = "lesson:"
"""How the addresses of formulas and of the lesson's own files begin; no other picture is shown."""


def formula_in(address: str) -> str:
    """The LaTeX that an address stands for; nothing if it is of another kind."""
    return unquote(address.removeprefix(FORMULA)) if address.startswith(FORMULA) else ""


def picture_in(address: str) -> str:
    """The file of the lesson that an address stands for."""
    return unquote(address.removeprefix(PICTURE)) if address.startswith(PICTURE) else ""


def formula_address(latex: str) -> str:
    """The address of a formula."""
    return f"{FORMULA}{quote(latex)}"


def picture_address(name: str) -> str:
    """The address of a file of the lesson."""
    return f"{PICTURE}{quote(unquote(name))}"
