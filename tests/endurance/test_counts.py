"""What the commands come to is read from their last lines, and added up."""

from __future__ import annotations

import sys

from tests.endurance.__main__ import done
from tests.endurance.counts import Counts, counts_in


def test_a_last_line_is_read_as_it_was_written() -> None:
    counts = Counts(3, 200, 1600, 190_000, 2, 1.25, 12.5)
    assert counts_in(str(counts)) == counts
    assert counts_in("190,000 inputs tried, 2 failures") is None


def test_numbers_are_added_and_of_times_the_worst_is_kept() -> None:
    both = Counts(runs=1, failures=2, loss=0.5, recovery=9.0) + Counts(runs=2, kills=3, loss=0.75)
    assert both == Counts(runs=3, kills=3, failures=2, loss=0.75, recovery=9.0)


def test_a_command_that_does_not_come_to_its_end_has_failed() -> None:
    row = done("it", [sys.executable, "-c", "print('at work'); raise SystemExit(1)"])
    assert (row.code, row.counts.failures) == (1, 1)
