"""Reads Python source as a tree. What it would do is followed as far as is plain; none of it is executed."""
