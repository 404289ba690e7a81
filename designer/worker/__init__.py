"""The process next door: builds, trains, evaluates and saves networks. The only room with TensorFlow."""


def main() -> int:
    """Serve requests from standard input until it closes; returns the exit code."""
    # importing this package must cost nothing: start.py asks it what it may never need
    from designer.worker.service import serve

    return serve()
