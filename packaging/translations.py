"""Brings the translations up to date: collects every text that is shown, and compiles what there is of it.

    uv run packaging/translations.py            # texts of the code into each .ts, and each .ts into its .qm
    uv run packaging/translations.py --new fr   # begin another language

A text is found where it is written, in whatever room: the program says it in English, and the window translates what it
shows (`designer/ui/language`). An f-string counts as a text with named places, such as "{count} rows are left out."
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "resources" / "translations"
SOURCES = FOLDER / "sources.txt"
CONTEXT = "Layerloom"
MOST_WAYS = 8
"""So many texts at most are taken from one f-string."""
PLACE = re.compile(r"\{(\w+)\}")
SILENT = ("cli/", "codegen/", "data/ondisk.py", "data/reviews.py", "rewriting/faults.py")
"""Rooms whose texts no window shows: the command line's, the lines of scripts, and examples to learn from."""
_FORMAT = re.compile(r"\{(\w*)(?::[^{}]*)?\}")
_MARKUP = re.compile(
    r"^(?:(?:Ctrl|Shift|Alt|Meta)\+)+\w+$|\w\|\w|\.\*|^[#.*]?[\w-]*\s*\{|[{};]\s*$|^<\?|^https?:|^\w+/[\w.+-]+$|^@|\\n|^\(\?"
)
_CODE = re.compile(
    r"^\s\s|^\s*$|^(?:import \w+|from \w+ import .*)$|^(?:def|class|return|for|with|if) .*[(=\[:]\S*$"
    r"|^(?:SELECT|INSERT|CREATE|DELETE|UPDATE|PRAGMA|ALTER|DROP|BEGIN) .*[\w)]$|[=(]\"|\w\(\{|\w\.\w+\(|^[A-Z_]+$|__|\S==?\S|^--"
)


def texts(root: Path = ROOT) -> dict[str, str]:
    """Every text of the code that may be shown, in the order of the files, with the file it comes from."""
    found: dict[str, str] = {}
    names = _names(root)
    for path in sorted((root / "designer").rglob("*.py")):
        place = path.relative_to(root / "designer").as_posix()
        if not place.startswith(SILENT):
            for text in _of(ast.parse(path.read_text(encoding="utf-8"))):
                if text not in names:
                    found.setdefault(text, path.relative_to(root).as_posix())
    for word in _words():
        found.setdefault(word, "designer/ui/language/words.py")
    for place, text in _shelved(root):
        found.setdefault(text, place)
    for title in _asked():
        found.setdefault(title, "designer/lessons/writing/forms.py")
    return found


def _shelved(root: Path) -> Iterator[tuple[str, str]]:
    """What is said of the examples that come along."""
    index = root / "resources" / "examples" / "index.toml"
    for template in tomllib.loads(index.read_text(encoding="utf-8"))["template"]:
        for part in ("title", "group", "words"):
            yield index.relative_to(root).as_posix(), template[part]


def _asked() -> Iterator[str]:
    """What forms for the pieces of a lesson say and ask for, which follows from the declarations."""
    from designer.lessons.lesson import Front, View
    from designer.lessons.reading import TAGS
    from designer.lessons.writing.forms import entry, fields_of, heading, said_of

    types = (Front, View, *TAGS.values())
    for tag in TAGS:
        yield from (entry(tag), heading(tag))
    yield from map(said_of, types)
    waiting = [field for declared in types for field in fields_of(declared)]
    while waiting:
        field = waiting.pop(0)
        yield field.title
        waiting.extend(field.fields)


def _names(root: Path) -> frozenset[str]:
    """What Keras calls its things: the same in every language."""
    sys.path.insert(0, str(root))
    from designer.catalogue import KINDS

    return frozenset(KINDS)


def _words() -> list[str]:
    from designer.ui.language.words import PIECES, WORDS

    return [*sorted(WORDS), *PIECES]


def _of(module: ast.Module) -> Iterator[str]:
    skipped = set(_documentation(module))
    for node in ast.walk(module):
        if isinstance(node, ast.JoinedStr):
            skipped.update(id(value) for value in node.values)
            yield from (text for text in templates(node) if is_text(PLACE.sub("0", text)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            text = _FORMAT.sub(_named, node.value)
            if is_text(PLACE.sub("0", text)):
                yield text
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
            yield from (part.value for part in _chosen(node.args[0]) if part.value)


def _named(place: re.Match[str]) -> str:
    return f"{{{place[1] or 'value'}}}"


def _documentation(module: ast.Module) -> Iterator[int]:
    """What is written for who reads the code: docstrings, and the names in `__all__`."""
    for node in ast.walk(module):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            yield from map(id, ast.walk(node.value))


def _chosen(node: ast.expr) -> Iterator[ast.Constant]:
    """The texts an expression may be: with `tr` around them also single words count."""
    match node:
        case ast.Constant(value=str()):
            yield node
        case ast.IfExp(body=one, orelse=other):
            yield from (*_chosen(one), *_chosen(other))
        case ast.BoolOp(values=values):
            for value in values:
                yield from _chosen(value)


def templates(node: ast.JoinedStr) -> list[str]:
    """An f-string with a name for each of its places; one for each way it may be, as with "layer" and "layers"."""
    taken: dict[str, int] = {}
    found = [""]
    for value in node.values:
        if isinstance(value, ast.Constant):
            pieces = [str(value.value)]
        else:
            assert isinstance(value, ast.FormattedValue)
            pieces = _pieces(value.value) if len(found) <= MOST_WAYS // 2 else []
            if not pieces:
                name = _name(value.value)
                taken[name] = taken.get(name, 0) + 1
                pieces = [f"{{{name}{taken[name] if taken[name] > 1 else ''}}}"]
        found = [text + piece for text in found for piece in pieces]
    return found


def _pieces(node: ast.expr) -> list[str]:
    """What an expression chooses from, where that is written there."""
    if not isinstance(node, ast.IfExp):
        return []
    ways = [side.value for side in (node.body, node.orelse) if isinstance(side, ast.Constant)]
    return [way for way in ways if isinstance(way, str)] if len(ways) == 2 else []


def _name(node: ast.expr) -> str:
    """A short name for what an expression gives."""
    match node:
        case ast.Name(id=name):
            return name.strip("_") or "value"
        case ast.Attribute(attr=name):
            return name.strip("_")
        case ast.Call(func=ast.Name(id="len"), args=[inner, *_]):
            return f"count_{_name(inner)}"
        case ast.Call(func=func, args=args):
            return _name(args[0]) if args and isinstance(args[0], ast.Name | ast.Attribute) else _name(func)
        case ast.Subscript(value=inner):
            return _name(inner)
        case _:
            return "value"


def is_text(text: str) -> bool:
    """Whether it looks like something to be read by people."""
    text = text.replace("&", "")
    letters = re.findall(r"[^\W\d_]{2,}", text)
    if not letters or _MARKUP.search(text) or _CODE.search(text):
        return False
    return " " in text.strip() or (
        text[:1].isupper() and text[1:2].islower() and not re.search(r"[a-z][A-Z]|[._/]\w", text)
    )


def lines(found: dict[str, str]) -> str:
    """The texts as the program reads them, a line each."""
    return "".join(text.replace("\n", "\\n") + "\n" for text in sorted(found))


def translated(path: Path) -> dict[str, str]:
    """What a .ts says for each text; nothing for one that is not translated yet."""
    if not path.exists():
        return {}
    messages = ElementTree.parse(path).getroot().iter("message")
    return {message.findtext("source", ""): message.findtext("translation", "") for message in messages}


def written(path: Path, found: dict[str, str], known: dict[str, str]) -> None:
    """Write a .ts with exactly the texts there are, in the order of the files they come from."""
    root = ElementTree.Element("TS", version="2.1", language=path.stem.rpartition("_")[2], sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for text, place in found.items():
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "location", filename=f"../../{place}")
        ElementTree.SubElement(message, "source").text = text
        meant = known.get(text, "")
        state = {} if meant else {"type": "unfinished"}
        ElementTree.SubElement(message, "translation", state).text = meant
    ElementTree.indent(root, "    ")
    body = ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def compiled(path: Path, target: Path) -> None:
    """Qt's own compiler makes the .qm."""
    import PySide6

    tool = Path(PySide6.__file__).parent / ("lrelease.exe" if sys.platform == "win32" else "lrelease")
    subprocess.run([tool, "-silent", path, "-qm", target], check=True)


def main(arguments: list[str]) -> int:
    found = texts()
    FOLDER.mkdir(parents=True, exist_ok=True)
    SOURCES.write_text(lines(found), encoding="utf-8")
    new = [FOLDER / f"layerloom_{arguments[1]}.ts"] if arguments[:1] == ["--new"] else []
    for path in sorted({*FOLDER.glob("layerloom_*.ts"), *new}):
        known = translated(path)
        written(path, found, known)
        compiled(path, path.with_suffix(".qm"))
        missing = [text for text in found if not known.get(text)]
        print(f"{path.name}: {len(found) - len(missing):,} of {len(found):,} texts are translated.")
        print("".join(f"  {found[text]}: {text!r}\n" for text in missing[:20]), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
