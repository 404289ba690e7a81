"""The command that looks whether this machine has all that Layerloom needs."""

from rich.text import Text

from designer.cli.exits import WRONG_DESIGN, Exit
from designer.cli.opening import AsJson
from designer.cli.printing import out, print_json
from designer.health.checks import Finding, examined

SIGNS = {"good": ("ok", "green"), "warning": ("look", "yellow"), "bad": ("BAD", "bold red")}


def doctor(as_json: AsJson = False) -> None:
    """Look whether this machine has all that Layerloom needs, and say what to do where it has not."""
    found = []
    for finding in examined():
        found.append(finding)
        if not as_json:
            _print(finding)
    if as_json:
        print_json({"sound": _sound(found), "findings": found})
    if not _sound(found):
        raise Exit(WRONG_DESIGN, "" if as_json else "Not everything is there; what to do stands beside it.")


def _sound(found: list[Finding]) -> bool:
    return all(finding.verdict != "bad" for finding in found)


def _print(finding: Finding) -> None:
    sign, style = SIGNS[finding.verdict]
    out.print(Text.assemble((f"{sign:>5}  ", style), (f"{finding.name:12}", "bold"), finding.found), soft_wrap=True)
    if finding.advice:
        out.print(Text(f"{'':19}{finding.advice}"), soft_wrap=True)
