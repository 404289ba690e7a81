"""Readers keep what they read last; a test that changes what memory holds has them read anew."""

from designer.data import arrays, images


def forget() -> None:
    """Nothing is kept of arrays and pictures any more."""
    for cached in (arrays._pair, images._read, images._stored_when_asked):
        cached.cache_clear()
