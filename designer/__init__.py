"""Layerloom: an offline desktop designer for neural networks."""

__version__ = "0.1.0"
