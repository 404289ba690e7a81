"""The window a teacher writes lessons in."""
