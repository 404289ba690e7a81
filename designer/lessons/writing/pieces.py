"""The ready pieces of a lesson: what a new one begins with, and blocks to put into a step."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from designer.lessons.reading import numbered
from designer.lessons.writing.outline import Outline, content, front_lines
from designer.lessons.writing.yamlwriting import values_of, yaml_of

HINT = "Say what helps, without giving it away."
NAME = re.compile(r"name: *([a-z0-9-]+) *$")
"""The line of a check that names it."""
FORMULA = "$$ y = w \\cdot x + b $$"


def begun_lesson(front: str) -> str:
    """A lesson to go on from: what stands above it, as YAML, and its first step. It has a name, to be packed by."""
    said = values_of(front)
    if "name" not in said:
        front = yaml_of({"title": said.get("title", ""), "name": named(str(said.get("title", ""))), **said})
    return f"---\n{front}---\n\nSay here what this lesson is about.\n\n## First step\n\nSay here what is to be done.\n"


def named(title: str) -> str:
    """What a lesson is called in files and by others: `Two layers` as `two-layers`."""
    plain = unicodedata.normalize("NFKD", title.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "lesson"


def title_of(text: str) -> str:
    """What stands above a lesson's text as its title, also where the rest cannot be read; nothing where it has none."""
    lines = text.split("\n")[: front_lines(text)[1]]
    said = next((line for line in lines if line.startswith("title:")), "")
    return said.removeprefix("title:").strip().strip("'\"")


def block(word: str, rest: str, inside: str) -> str:
    """A fenced block, with a fence that nothing in it closes."""
    longest = max((len(run) for run in re.findall(r"^ {0,3}(`{3,})", inside, re.MULTILINE)), default=2)
    fence = "`" * (longest + 1)
    body = f"{inside.rstrip()}\n" if inside.strip() else ""
    return f"{fence}{word}{' ' if rest else ''}{rest}\n{body}{fence}"


def picture(name: str, said: str) -> str:
    """A picture of a file beside the lesson; what it shows is for those who cannot see it."""
    plain = " ".join(re.sub(r"[\[\]]", "", said).split())
    return f"![{plain}]({name})"


def put_in(text: str, there: Outline, line: int, what: str) -> tuple[str, int]:
    """The text with a piece behind a line, an empty line before and behind it; and the line it begins in.

    It goes behind the block that the line is in, if any, and not among what stands above the text; a block goes into the
    first step rather than above it.
    """
    lines = text.split("\n")
    if what.startswith("```") and there.steps and there.step_at(line) < 0:
        line = there.steps[0].last
    inside = there.section_at(line).piece_at(line)
    after = max(inside.last if inside is not None else line, front_lines(text)[1])
    before, behind = lines[:after], lines[after:]
    while before and not before[-1].strip():
        before.pop()
    while behind and not behind[0].strip():
        behind.pop(0)
    made = [*before, "", *what.split("\n"), ""] if before else [*what.split("\n"), ""]
    return "\n".join([*made, *behind]), len(before) + (2 if before else 1)


def replaced(text: str, first: int, last: int, what: str) -> str:
    """The text with other lines in place of some."""
    lines = text.split("\n")
    return "\n".join([*lines[: first - 1], *what.split("\n"), *lines[last:]])


def check_names(text: str, there: Outline) -> list[list[str]]:
    """What the checks of each step are called: as they say it, or by their kind with a number as the reader has it."""
    found: list[list[str]] = []
    taken = set[str]()
    for section in there.steps:
        found.append([])
        for piece in section.pieces:
            if piece.word == "check":
                said = next(filter(None, map(NAME.match, content(text, piece).split("\n"))), None)
                name = said[1] if said else next(one for one in numbered(piece.rest) if one not in taken)
                taken.add(name)
                found[-1].append(name)
    return found


def free_name(name: str, taken: Collection[str]) -> str:
    """A name that nothing has yet: this one, or with a number."""
    bare = re.sub(r"-\d+$", "", name)
    return name if name not in taken else next(one for one in numbered(bare) if one not in taken)


def free_file(stem: str, suffix: str, taken: Iterable[str]) -> str:
    """A file's name that none beside the lesson has."""
    there = {name.lower() for name in taken}
    names = (f"{stem}{suffix}" if n == 1 else f"{stem}-{n}{suffix}" for n in range(1, len(there) + 2))
    return next(name for name in names if name.lower() not in there)
