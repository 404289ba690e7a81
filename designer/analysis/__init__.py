"""What follows from a design: shapes, counts, and problems with their reasons and fixes.

    analyse(design: Design, data: DataFacts | None = None, previous: Analysis | None = None) -> Analysis

`previous` is any earlier analysis; what has not changed since is taken over from it.
"""

from designer.analysis.engine import analyse
from designer.analysis.facts import Analysis, LayerFacts, Problem, Severity

__all__ = ["Analysis", "LayerFacts", "Problem", "Severity", "analyse"]
