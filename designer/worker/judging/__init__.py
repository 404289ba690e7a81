"""Asking the last trained network: for its figures, for single answers, for those to a table, for what it goes by."""
