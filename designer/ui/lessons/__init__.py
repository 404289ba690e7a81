"""Lessons in the window: the panel one follows them in, and what they do to the rest of the window meanwhile."""
