"""`python -m designer.ui.pictures`: the process that draws one picture."""

import sys

from designer.ui.pictures.process import main

if __name__ == "__main__":
    sys.exit(main())
