"""`python -m ct56kg` is the command `ct56kg`."""

import sys

from ct56kg.cli import main

if __name__ == "__main__":
    sys.exit(main())
