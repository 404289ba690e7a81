"""Finding things on the canvas: what matches, the bar to type in, and how hits are marked."""
