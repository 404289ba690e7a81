"""Puts a design beside a lesson, with the file its data is read from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from designer.atomic import write_atomically
from designer.errors import FileError
from designer.graph.design import Design
from designer.graph.files import encode
from designer.graph.specs import Arrays, Images, Table
from designer.lessons.opening import LARGEST, SUFFIXES, is_inside
from designer.lessons.writing.pieces import free_file, named


def put_design(design: Design, folder: Path, stem: str) -> str:
    """Write a design into a lesson's folder; its name there. Raises `FileError` with one sentence."""
    source = design.data.source
    if isinstance(source, Table | Arrays | Images):
        name = put_file(Path(source.path), folder)
        design = replace(design, data=replace(design.data, source=replace(source, path=name)))
    if design.training.start:  # weights of a run on this machine
        design = replace(design, training=replace(design.training, start=""))
    name = free_file(stem, ".loom", _names(folder))
    write_atomically(folder / name, encode(design))
    return name


def put_file(path: Path, folder: Path) -> str:
    """Copy a file beside a lesson unless it is there; its name there. Raises `FileError` with one sentence."""
    if path.is_dir():
        raise FileError(f"{path.name} is a folder, which cannot go with a lesson. Choose other data first.")
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES or suffix == ".md":
        raise FileError(f"{path.name} cannot go with a lesson. Expected one of {', '.join(sorted(SUFFIXES))}.")
    if path.parent == folder and _is_plain(path.name):
        return path.name
    try:
        if path.stat().st_size > LARGEST:
            raise FileError(f"{path.name} is larger than a lesson can be, {LARGEST >> 20} MB. Choose a smaller one.")
        content = path.read_bytes()
    except OSError as error:
        raise FileError(f"Cannot read {path}: {(error.strerror or str(error)).lower()}.") from error
    name = path.name if _is_plain(path.name) else f"{named(path.stem)}{suffix}"
    there = folder / name
    if there.is_file() and there.read_bytes() == content:
        return name
    name = free_file(name.removesuffix(Path(name).suffix), Path(name).suffix, _names(folder))
    write_atomically(folder / name, content)
    return name


def _names(folder: Path) -> Iterable[str]:
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []


def _is_plain(name: str) -> bool:
    """Whether a lesson's text can name a file so, also within the brackets of a picture."""
    return is_inside(name) and not set(name) & set(" ()")
