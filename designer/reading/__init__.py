"""Networks written elsewhere as designs: Keras source, Keras JSON, .keras files. Everything is read, nothing is run."""

from designer.reading.files import SUFFIXES, read_file, read_text
from designer.reading.results import Note, Reading

__all__ = ["SUFFIXES", "Note", "Reading", "read_file", "read_text"]
