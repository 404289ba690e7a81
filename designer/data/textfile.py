"""The text of a table's file: its encoding, and its records as a person counts them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from designer.data.sources import LARGEST_FILE
from designer.errors import DataError

BYTE_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text(path: Path) -> tuple[str, str]:
    """A file's text and the name of its encoding. Raises `DataError` if it holds no text."""
    data = _read_bytes(path)
    encoding = next((name for mark, name in BYTE_MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding = "latin-1"
        text = data.decode(encoding)
    if "\0" in text or (encoding == "latin-1" and _looks_binary(text)):
        raise DataError(
            f"Expected a text file, found {path.name}, which is not one. Save the table as CSV and try again."
        )
    if not text.strip():
        raise DataError(f"Expected a table, found {path.name}, which is empty. Choose a file with rows in it.")
    return text, encoding


def records(text: str, separator: str, skip_spaces: bool) -> Iterator[tuple[int, list[str]]]:
    """The records of a text with the row each stands in, from 1; empty rows are counted and left out."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=skip_spaces, strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):
            if cells and (len(cells) > 1 or cells[0].strip()):
                yield row, cells
    except csv.Error as error:
        raise DataError(
            f"Row {row + 1}: expected cells with {separator!r} between, found quotation marks that do not "
            f"pair up, or a cell that never ends ({error}). Mend the row in the file."
        ) from None


def _read_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise DataError(f"Expected a CSV file, found the folder {path}. Choose a file in it.")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise DataError(
                f"Expected a table of at most {LARGEST_FILE / 1e6:,.0f} MB, found {path.name} with "
                f"{size / 1e6:,.0f} MB. Save a part of its rows as a file of its own."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"Expected a CSV file at {path}, found none. Choose the file again.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(
            f"The file {path} cannot be read ({reason}). Choose another, or mend its permissions."
        ) from None


def _looks_binary(text: str) -> bool:
    sample = text[:4096]
    return sum(character < " " and character not in "\t\r\n\f" for character in sample) > len(sample) // 50
