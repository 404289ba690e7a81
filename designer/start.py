"""The one way in: the worker, a picture, a sub-command or the window, and nothing imported for the others."""

import sys
from pathlib import Path

COMMANDS = ("check", "summary", "catalogue", "export", "import", "train", "evaluate", "runs", "lesson", "doctor")
"""The sub-commands of `designer.cli`; whatever else is the name of a file to open."""


def main(arguments: list[str] | None = None) -> int:
    """Run what the arguments ask for and return the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["--worker"]:
        from designer.worker import main as work

        return work()
    if given[:1] == ["--picture"]:
        from designer.ui.pictures.process import main as draw

        return draw()
    if given and (given[0] in COMMANDS or given[0].startswith("-")):
        return _command(given)
    return _window(given)


def _command(given: list[str]) -> int:
    try:
        from designer.cli import main as command
    except KeyboardInterrupt:  # pressed while it loads
        print("Stopped.", file=sys.stderr)
        return 130
    return command(given)


def _window(given: list[str]) -> int:
    from designer import preflight

    if len(given) > 1:
        print(
            f"Expected one file to open, or one of the commands {', '.join(COMMANDS)}; found {len(given)} words. "
            "Put a name with spaces in quotes.",
            file=sys.stderr,
        )
        return 2
    fault = preflight.window_fault()
    if fault:
        print(fault, file=sys.stderr)
        return 3
    from designer.ui.app import run

    return run(Path(given[0]) if given else None)
