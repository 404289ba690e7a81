"""A value as the Python literal that makes it. Text of the user's enters generated code through here only."""

import math
from collections.abc import Mapping


def literal(value: object) -> str:
    """The literal of a scalar, list, tuple or dict of such, spelled as ruff's formatter spells it.

    Nothing in it can end a line or a string: whatever is not printable is escaped.
    """
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(literal, value)) + (",)" if len(value) == 1 else ")")
    if value is None or isinstance(value, int):
        return repr(value)
    raise TypeError(f"Expected a scalar, list, tuple or dict, found {type(value).__name__}.")


def _text(value: str) -> str:
    """In double quotes, unless single ones need fewer escapes."""
    quote, other = ("'", '"') if value.count('"') > value.count("'") else ('"', "'")
    spelled = {quote: f"\\{quote}", other: other}
    return f"{quote}{''.join(spelled.get(sign) or repr(sign)[1:-1] for sign in value)}{quote}"


def _number(value: float) -> str:
    return repr(value).replace("e+", "e") if math.isfinite(value) else f'float("{value!r}")'
