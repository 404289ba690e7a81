"""Code that is edited beside its drawing: the text read into the design that is there, and the design into the text."""

from designer.rewriting.faults import Unreadable
from designer.rewriting.following import Followed, followed, label_of
from designer.rewriting.patching import patched
from designer.rewriting.standing import Standing, standing_of

__all__ = ["Followed", "Standing", "Unreadable", "followed", "label_of", "patched", "standing_of"]
