"""The forms a network with its weights can leave in, declared once for the window, the command line and the worker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, TypeAlias

from designer.catalogue import KINDS

Form: TypeAlias = Literal["keras", "savedmodel", "onnx", "litert"]


@dataclass(frozen=True)
class FormKind:
    """A form: what it is called, how its files' names end (not at all: it is a folder), the modules it takes.

    `texts` says whether it can hold layers that read texts.
    """

    title: str
    suffix: str = ""
    needs: tuple[str, ...] = ()
    texts: bool = True


FORMS: dict[Form, FormKind] = {
    "keras": FormKind("Keras file", ".keras"),
    "savedmodel": FormKind("SavedModel"),
    "onnx": FormKind("ONNX file", ".onnx", ("tf2onnx", "onnxruntime"), texts=False),
    "litert": FormKind("LiteRT file", ".tflite", texts=False),
}
"""What `Model.save` and `Model.export` of Keras write."""

MARK = "saved_model.pb"
"""The file by which a folder is known as a SavedModel."""


def lacking(form: Form) -> str:
    """What has to be installed before this form can be written, as a sentence; empty if nothing."""
    if all(find_spec(module) for module in FORMS[form].needs):
        return ""
    checkout = (Path(__file__).parent.parent.parent / "pyproject.toml").is_file()
    command = "uv sync --extra export" if checkout else 'pip install "layerloom[export]"'
    return f"Writing an {FORMS[form].title} takes packages that are not installed. Add them with: {command}"


def unheld(form: Form, layers: Iterable[tuple[str, str]]) -> str:
    """Which of these layers, given by name and kind, this form cannot hold, as a sentence; empty if none."""
    if FORMS[form].texts:
        return ""
    for name, kind in layers:
        if kind in KINDS and KINDS[kind].reads == "text":
            able = " or ".join(f"a {one.title}" for one in FORMS.values() if one.texts)
            title = f"{'An' if FORMS[form].title[0] in 'AEIO' else 'A'} {FORMS[form].title}"
            return f"{title} cannot hold “{name}” ({kind}): it knows no way from texts to numbers. Write {able}, which can."
    return ""


def misplaced(form: Form, path: Path) -> str:
    """Why a network cannot be written to `path` in this form, as a sentence; empty if it can."""
    suffix = FORMS[form].suffix
    if suffix and path.suffix != suffix:
        return f"Expected a file name that ends in {suffix}, found “{path.name}”. Add {suffix} to the name."
    if suffix and path.is_dir():
        return f"Expected a file to write, found the folder {path}. Choose another name."
    if not suffix and path.exists() and not _replaceable(path):
        return f"{path} is something else than a SavedModel, and would be lost. Choose another name."
    return ""


def _replaceable(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and ((path / MARK).is_file() or not any(path.iterdir()))
