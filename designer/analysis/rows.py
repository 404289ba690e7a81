"""Checks of the rows themselves, where they are the user's own: what in them may mislead a network, with ways to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from designer.analysis.context import Context
from designer.analysis.facts import Problem, Severity
from designer.graph.design import Design
from designer.graph.edits import Edit, set_data
from designer.graph.roles import change_table, with_role
from designer.graph.specs import DataFacts, DataSpec, Hint, Table

Said = tuple[Severity, str, str, tuple[Edit, ...]]
"""How bad it is, what is wrong, why it matters, and edits that mend it."""


def misleading(context: Context) -> Iterator[Problem]:
    """What was noticed when the data was read."""
    data, spec = context.data, context.drawn.data
    for hint in data.hints if data is not None else ():
        assert data is not None
        answered = _answered(hint, spec)
        if answered and hint.kind == "many missing":
            continue  # that cells are empty is no news to whoever has them filled in
        severity, what, why, fixes = _SAID[hint.kind](hint, data)
        able = () if answered or not isinstance(spec.source, Table) else fixes
        if hint.kind == "copies" and spec.spoiled == "rows":
            able = (set_data(replace(spec, spoiled=""), "Leave duplicates out"),)
        yield Problem(f"rows-{hint.kind.replace(' ', '-')}", severity, (), what, why, able)


def _answered(hint: Hint, data: DataSpec) -> bool:
    """Whether what is advised was done, though what the hint tells of may stay so."""
    if hint.kind in ("rare class", "class missing"):
        return data.split_by == "class"
    source = data.source
    if not isinstance(source, Table):
        return False
    return source.once if hint.kind == "copies" else hint.kind == "many missing" and source.missing == "fill"


def _leave_out(hint: Hint, data: DataFacts) -> Edit:
    label = f"Leave “{hint.name}” out"
    return change_table(label, lambda table: with_role(table, data.columns, hint.name, "unused"))


def _once() -> Edit:
    return change_table("Leave duplicates out", lambda table: replace(table, once=True))


def _fill() -> Edit:
    return change_table("Fill empty cells in", lambda table: replace(table, missing="fill"))


def _by_class() -> Edit:
    def change(design: Design) -> Design:
        return replace(design, data=replace(design.data, split_by="class", split_column=""))

    return Edit("Hold back a share of each class", change)


def _copies(hint: Hint, data: DataFacts) -> Said:
    count = int(hint.amount)
    what = f"{count:,} of the {hint.of:,} rows held back {_are(count)} also among those trained on."
    why = "The network has seen them already, so it looks better on them than it is."
    return Severity.WARNING, what, why, (_once(),)


def _gives_away(hint: Hint, data: DataFacts) -> Said:
    what = f"“{hint.name}” alone tells the answer nearly perfectly ({100 * hint.amount:.0f} %)."
    why = "Often such a column is known only once the answer is. Then the network is of no use: leave the column out."
    return Severity.WARNING, what, why, (_leave_out(hint, data),)


def _names_rows(hint: Hint, data: DataFacts) -> Said:
    what = f"“{hint.name}” looks like a number that names its rows."
    why = "No new row has such a number, so nothing can be learned from it that helps later."
    return Severity.WARNING, what, why, (_leave_out(hint, data),)


def _constant(hint: Hint, data: DataFacts) -> Said:
    what = f"“{hint.name}” is the same in every row."
    return Severity.HINT, what, "Nothing can be learned from it.", (_leave_out(hint, data),)


def _many_missing(hint: Hint, data: DataFacts) -> Said:
    what = f"“{hint.name}” is empty in {int(hint.amount):,} of {hint.of:,} rows ({100 * hint.amount / hint.of:.0f} %)."
    why = "Rows with empty cells are left out unless they are filled in; what is filled in is a guess."
    return Severity.HINT, what, why, (_fill(), _leave_out(hint, data))


def _rare_class(hint: Hint, data: DataFacts) -> Said:
    count = int(hint.amount)
    what = f"Only {count} row{'' if count == 1 else 's'} {'is' if count == 1 else 'are'} “{hint.name}”."
    why = "That is too few to learn a class from and to judge it by. Add rows, or leave the class out of the file."
    return Severity.HINT, what, why, (_by_class(),)


def _class_missing(hint: Hint, data: DataFacts) -> Said:
    where = "to train on" if not hint.amount else "held back"
    what = f"No row {where} is “{hint.name}”."
    why = "It cannot be learned, or cannot be judged. Hold back the same share of each class."
    return Severity.WARNING, what, why, (_by_class(),)


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


_SAID: Final[Mapping[str, Callable[[Hint, DataFacts], Said]]] = {
    "copies": _copies,
    "gives away": _gives_away,
    "names rows": _names_rows,
    "constant": _constant,
    "many missing": _many_missing,
    "rare class": _rare_class,
    "class missing": _class_missing,
}

CHECKS = (misleading,)
