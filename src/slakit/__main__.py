"""`python -m slakit` is the command `slakit`."""

import sys

from slakit.cli import main

if __name__ == "__main__":
    sys.exit(main())
