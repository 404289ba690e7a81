"""Readers keep what they read last; a test that changes what memory holds has them read anew."""

from designer.data import arrays, images, large, largesurvey, largetables


def forget() -> None:
    """Nothing is kept of arrays, pictures and large tables any more."""
    cached = (arrays._pair, images._read, images._stored_when_asked)
    tables = (large._is_large, largesurvey._survey, largetables._categories, largetables._prepared)
    for kept in (*cached, *tables):
        kept.cache_clear()
