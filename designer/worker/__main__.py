"""`python -m designer.worker`: the worker without the rest."""

import sys

from designer.worker import main

if __name__ == "__main__":
    sys.exit(main())
