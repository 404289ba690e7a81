"""A lesson's Markdown as a `Lesson`, and everything that is wrong with it, by lines.

Above the text stands what the lesson is, between two lines of `---`. Each heading of the second level begins a step. Fenced
blocks with one of these words declare, all others are text like the rest:

    ```start      what the step begins with                  ```check KIND     something that is checked
    ```view       what it shows, and what is locked          ```solution       an attempt that passes every check
    ```hint       Markdown, opened on request                ```wrong NAME     one that fails the check of that name
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, get_args

from msgspec.structs import replace

from designer.lessons.checks import Check
from designer.lessons.checks.words import known
from designer.lessons.declared import Fault, Faulty, declared
from designer.lessons.lesson import Attempt, Front, Lesson, Start, Step, Tried, View
from designer.lessons.locks import lock_fault
from designer.lessons.yamltext import read_yaml

if TYPE_CHECKING:
    from markdown_it.token import Token

T = TypeVar("T")

LONGEST = 300_000
"""The most characters of a lesson's text."""
LONGEST_STEP = 20_000
"""The same of one step, which is shown at once."""
MOST_STEPS = 100
MOST_CHECKS = 20
"""The most checks of one step."""

TAGS: Mapping[str, type[Check]] = {str(one.__struct_config__.tag): one for one in get_args(Check)}
"""The kinds of check by the word that a lesson has for them."""


@dataclass(frozen=True)
class ReadLesson:
    """A lesson and its faults; no lesson where it has no front matter or no steps that could be read."""

    lesson: Lesson | None
    faults: tuple[Fault, ...] = ()


def read_lesson(text: str) -> ReadLesson:
    """What a lesson's text says. Raises nothing: what is wrong comes back as faults."""
    if len(text) > LONGEST:
        return ReadLesson(None, (Fault(1, f"Expected at most {LONGEST:,} characters, found {len(text):,}."),))
    return _Reader(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")).read()


def numbered(name: str) -> Iterator[str]:
    """Names for checks, the first free of which one has that says none: `layers`, `layers-2`, `layers-3`."""
    yield name
    yield from (f"{name}-{number}" for number in range(2, MOST_STEPS * MOST_CHECKS + 2))


@dataclass
class _Draft:
    """A step while its blocks are read."""

    title: str
    line: int
    first: bool = False
    """Whether it is what stands above the first step."""
    start: Start | None = None
    view: View | None = None
    kept: list[tuple[int, int]] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    """Of all its checks, those that make no sense too."""
    solutions: list[Tried] = field(default_factory=list)
    wrong: list[Tried] = field(default_factory=list)


@dataclass(frozen=True)
class _Block:
    """A fenced block that declares: its word, what stands behind it, and its content with the line that begins in."""

    word: str
    rest: str
    content: str
    first: int

    @property
    def line(self) -> int:
        return self.first - 1


class _Reader:
    def __init__(self, text: str) -> None:
        self._readers: Mapping[str, Callable[[_Draft, _Block], None]] = {
            "start": self._read_start,
            "view": self._read_view,
            "hint": self._read_hint,
            "check": self._read_check,
            "solution": self._read_solution,
            "wrong": self._read_wrong,
        }
        self._lines = text.split("\n")
        self._tokens = _tokens(text)
        self._faults: list[Fault] = []
        self._names: set[str] = set()

    def read(self) -> ReadLesson:
        front = self._front()
        opening = _Draft("", 1, first=True)
        drafts = [opening]
        for token in self._tokens:
            if token.level or token.map is None or token.type == "front_matter":
                continue
            if token.type == "heading_open" and token.tag == "h2":
                drafts.append(_Draft(self._title(token), token.map[0] + 1))
            elif token.type == "fence" and self._block(token, drafts[-1]):
                continue
            else:
                drafts[-1].kept.append((token.map[0], token.map[1]))
        steps = tuple(map(self._step, drafts[1 : MOST_STEPS + 1]))
        said = self._text(opening)
        self._look_over(drafts)
        lesson = Lesson(front, said, steps) if front is not None and steps else None
        return ReadLesson(lesson, tuple(sorted(self._faults)))

    # --- what stands above ---

    def _front(self) -> Front | None:
        token = next((one for one in self._tokens if one.type == "front_matter"), None)
        if token is None:
            self._say(1, "Expected a title and minutes between two lines of ---, found none. Write them at the top.")
            return None
        return self._declared(_Block("", "", token.content, 2), Front)

    # --- steps ---

    def _title(self, token: Token) -> str:
        assert token.map is not None
        return self._lines[token.map[0]].strip().strip("#").strip()

    def _block(self, token: Token, draft: _Draft) -> bool:
        """Read one fenced block. Says whether it was one of ours."""
        assert token.map is not None
        word, _, rest = token.info.strip().partition(" ")
        block = _Block(word, rest.strip(), token.content, token.map[0] + 2)
        read = self._readers.get(word)
        if read is None:
            return False
        if draft.first:
            self._say(block.line, f"Expected {word} within a step, found it above the first heading (##).")
        else:
            read(draft, block)
        return True

    def _read_start(self, draft: _Draft, block: _Block) -> None:
        if draft.start is not None:
            self._say(block.line, "This step has start twice. Keep one of them.")
        draft.start = self._declared(block, Start)

    def _read_view(self, draft: _Draft, block: _Block) -> None:
        if draft.view is not None:
            self._say(block.line, "This step has view twice. Keep one of them.")
        draft.view = view = self._declared(block, View)
        if view is None:
            return
        lines = read_yaml(block.content)
        for at, name in enumerate(view.palette):
            if not known(name):
                line = block.first + lines.line(("palette", at)) - 1
                self._say(line, f"The palette has no {name!r}. Expected kinds of layers as Keras calls them.")
        for at, lock in enumerate(view.lock):
            fault = lock_fault(lock)
            if fault:
                self._say(block.first + lines.line(("lock", at)) - 1, fault)

    def _read_hint(self, draft: _Draft, block: _Block) -> None:
        if block.content.strip():
            draft.hints.append(block.content.strip())
        else:
            self._say(block.line, "Expected words in the hint, found none.")

    def _read_check(self, draft: _Draft, block: _Block) -> None:
        if block.rest not in TAGS:
            found = repr(block.rest) if block.rest else "nothing"
            self._say(block.line, f"Expected one of {', '.join(TAGS)} behind check, found {found}.")
            return
        check = self._declared(block, TAGS[block.rest], check=block.rest)
        if check is None:
            return
        name = self._named(check.name, block)
        draft.names.add(name)
        fault = check.fault()
        if fault:
            self._say(block.line, fault)  # and it is judged by nobody
        else:
            draft.checks.append(replace(check, name=name))

    def _read_solution(self, draft: _Draft, block: _Block) -> None:
        attempt = self._declared(block, Attempt)
        if attempt is not None:
            draft.solutions.append(Tried(attempt, block.line))

    def _read_wrong(self, draft: _Draft, block: _Block) -> None:
        if not block.rest:
            self._say(block.line, "Expected the name of the check that this attempt fails behind wrong, found nothing.")
            return
        attempt = self._declared(block, Attempt)
        if attempt is not None:
            draft.wrong.append(Tried(attempt, block.line, block.rest))

    def _named(self, name: str | None, block: _Block) -> str:
        """The check's own name, or its kind with a number."""
        if name is None:
            name = next(one for one in numbered(block.rest) if one not in self._names)
        elif name in self._names:
            self._say(block.line, f"The name {name} stands twice in this lesson. Give one of the checks another.")
        self._names.add(name)
        return name

    def _step(self, draft: _Draft) -> Step:
        return Step(
            title=draft.title,
            line=draft.line,
            text=self._text(draft),
            start=draft.start,
            view=draft.view or View(),
            hints=tuple(draft.hints),
            checks=tuple(draft.checks[:MOST_CHECKS]),
            solutions=tuple(draft.solutions),
            wrong=tuple(draft.wrong),
        )

    def _text(self, draft: _Draft) -> str:
        text = "\n\n".join("\n".join(self._lines[start:end]).strip() for start, end in draft.kept)
        if len(text) > LONGEST_STEP:
            self._say(draft.line, f"Expected at most {LONGEST_STEP:,} characters in a step, found {len(text):,}.")
        return text[:LONGEST_STEP]

    # --- what only the whole tells ---

    def _look_over(self, drafts: list[_Draft]) -> None:
        if len(drafts) == 1:
            self._say(len(self._lines), "Expected a step, a heading with ## and what is to be done; found none.")
        if len(drafts) - 1 > MOST_STEPS:
            self._say(drafts[MOST_STEPS + 1].line, f"Expected at most {MOST_STEPS} steps, found {len(drafts) - 1}.")
        for draft in drafts[1:]:
            self._faults.extend(_faults(draft))

    def _declared(self, block: _Block, type: type[T], **more: object) -> T | None:
        try:
            return declared(block.content, type, block.first, **more)
        except Faulty as error:
            self._faults.append(error.fault)
            return None

    def _say(self, line: int, what: str) -> None:
        self._faults.append(Fault(line, what))


def _tokens(text: str) -> list[Token]:
    """The Markdown's pieces. What reads it is loaded with the first lesson, and not with the window."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    # what stands within lines is looked at where it is shown
    return MarkdownIt("commonmark").enable("table").disable("inline").use(front_matter_plugin).parse(text)


def _faults(draft: _Draft) -> Iterator[Fault]:
    names = draft.names
    if not draft.title:
        yield Fault(draft.line, "Expected a title behind ##, found none.")
    if len(draft.checks) > MOST_CHECKS:
        yield Fault(draft.line, f"Expected at most {MOST_CHECKS} checks in a step, found {len(draft.checks)}.")
    for tried in draft.wrong:
        if tried.check not in names:
            yield Fault(tried.line, f"This step has no check called {tried.check!r}. It has {_listed(names)}.")
    for tried in (*draft.solutions, *draft.wrong):
        for name in tried.attempt.answers.keys() - names:
            yield Fault(tried.line, f"There is no check called {name!r} to answer. The step has {_listed(names)}.")


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"
