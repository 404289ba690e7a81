"""Lessons in the window: the panel one follows them in, and what they do to the rest of the window meanwhile."""

from designer.lessons.opening import PACKED

FILES = f"Lessons (*{PACKED} *.md)"
"""What a dialog that asks for a lesson shows."""
