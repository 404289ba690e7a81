"""A small overview of the level in the corner of the canvas."""
