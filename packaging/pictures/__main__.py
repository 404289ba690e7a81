"""Make pictures of the window and of all that it shows.

    uv run packaging/pictures --list
    uv run packaging/pictures --view NAME|all [--theme light|dark|both] [--language en|de|all] [--out FOLDER]
                              [--size 1400 900] [--points 20] [--design FILE] [--mirrored]

Opens the real window off the screen, once for each language, and has the real worker train. A picture is called
`NAME-THEME-LANGUAGE.png`; several names, or beginnings of names with a star, may be given. With nothing asked for, it is
the picture of the window that README.md shows.
"""

from __future__ import annotations

import argparse
import sys
import time
from fnmatch import fnmatch
from pathlib import Path

from stage import Stage, Wish, application_for
from views import VIEWS, View

from designer.errors import LayerloomError
from designer.paths import resources
from designer.ui.language.speech import languages

THEMES = ("light", "dark")


def main() -> int:
    given = _arguments()
    if given.list:
        print("\n".join(f"{view.name:34}{view.words}" for view in VIEWS))
        return 0
    wanted = [view for view in VIEWS if any(fnmatch(view.name, name) for name in given.view)]
    if "all" in given.view:
        wanted = list(VIEWS)
    if not wanted:
        print(f"There is no view called {', '.join(given.view)}. --list tells what there is.", file=sys.stderr)
        return 2
    themes = THEMES if given.theme == "both" else (given.theme,)
    spoken = languages() if given.language == "all" else (given.language,)
    wish = Wish(tuple(given.size), given.points, given.design, given.mirrored)
    app = application_for(wish)
    given.out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for language in spoken:
        stage = Stage(app, language, wish)
        for view in wanted:
            failed += not make(view, stage, themes, given.out, plain=given.plain)
        stage.close()
    return 1 if failed else 0


def make(view: View, stage: Stage, themes: tuple[str, ...], out: Path, *, plain: bool) -> bool:
    """Make the pictures of a view. Says whether they could be made."""
    begun = time.monotonic()
    try:
        shown = view.show(stage)
        for theme in themes:
            path = out / (f"{view.name}.png" if plain else f"{view.name}-{theme}-{stage.language}.png")
            stage.picture(shown, theme).save(str(path))
    except LayerloomError as error:
        print(f"{view.name}: {error}", file=sys.stderr)
        return False
    finally:
        stage.clear()
    print(f"{view.name:34}{stage.language:4}{time.monotonic() - begun:6.1f} s", flush=True)
    return True


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Make pictures of what the window shows.")
    parser.add_argument("--list", action="store_true", help="tell which views there are, and make none")
    parser.add_argument("--view", nargs="+", metavar="NAME", help="which; `all`, or with stars as in 'data-*'")
    parser.add_argument("--theme", choices=(*THEMES, "both"), default="light")
    parser.add_argument("--language", choices=(*languages(), "all"), default="en")
    parser.add_argument("--out", type=Path, help="the folder they are written to")
    parser.add_argument("--size", type=int, nargs=2, default=Wish.size, metavar=("WIDTH", "HEIGHT"))
    parser.add_argument("--points", type=int, default=0, help="text size in points")
    parser.add_argument("--design", type=Path, help="a design to show instead of each view's own")
    parser.add_argument("--mirrored", action="store_true", help="lay everything out from right to left, as for Arabic")
    given = parser.parse_args()
    given.plain = given.view is None and given.out is None
    given.view = given.view or ["window"]
    given.out = given.out or (resources() / "pictures" if given.plain else Path("pictures"))
    return given


if __name__ == "__main__":
    raise SystemExit(main())
