"""The most memory a program had, for tests that hold it to what it needs."""

import sys
from pathlib import Path


def most_memory() -> int:
    """In bytes. What Linux tells by `getrusage` has the peak of the parent in it, so it is asked otherwise."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) * 1024
    except (OSError, StopIteration):
        pass
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
