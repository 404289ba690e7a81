"""Layerloom: `uv run main.py` opens the designer; see `uv run main.py --help` for the rest."""

# Nothing newer than Python 3.6 may stand here, so that an old Python can still say what is wrong.
import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit(
        "Layerloom needs Python 3.11, 3.12 or 3.13, and this is Python %d.%d. "
        "Start it with: uv run --python 3.12 main.py" % sys.version_info[:2]
    )

try:
    from designer.start import main
except ModuleNotFoundError as error:
    sys.exit(
        "Layerloom's package %r is not installed for this Python. "
        "Start it with: pip install uv && uv run main.py" % error.name
    )

if __name__ == "__main__":
    sys.exit(main())
