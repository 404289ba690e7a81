"""Checks of what Layerloom finds wrong with a network: that it is so, or is not."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from designer.lessons.checks.base import Base
from designer.lessons.evidence import Evidence, Verdict


class Problem(Base, frozen=True, kw_only=True, tag="problem"):
    """That a problem is there, or is not: by the code that the check of the network has, or all of a severity."""

    code: Annotated[str, Meta(min_length=1, max_length=100)]
    there: bool = False

    def judge(self, evidence: Evidence) -> Verdict:
        found = [one for one in evidence.analysis.problems if self._is_meant(one.code, one.severity.name)]
        said = f"{found[0].what} {found[0].why}" if found else "There is none."
        if self.there:
            return self._verdict(
                bool(found),
                "Expected the network to have this problem.",
                said,
                "Look at the Problems panel as you draw.",
            )
        return self._verdict(
            not found, f"Expected {self._none()}.", said, "Open the Problems panel: each has a fix one click away."
        )

    def _is_meant(self, code: str, severity: str) -> bool:
        if self.code in ("errors", "warnings"):
            return severity == "ERROR" or (self.code == "warnings" and severity == "WARNING")
        return code == self.code

    def _none(self) -> str:
        return {"errors": "no errors", "warnings": "neither errors nor warnings"}.get(
            self.code, "this problem to be gone"
        )
