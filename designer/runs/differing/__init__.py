"""What a second run has otherwise than a first one, in short lines."""

from designer.runs.differing.designs import differences, source_name, version_differences

__all__ = ["differences", "source_name", "version_differences"]
