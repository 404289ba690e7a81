"""Views of the canvas that are kept in the design, to come back to."""
