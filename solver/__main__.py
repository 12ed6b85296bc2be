"""`python -m solver`."""

import sys

from solver.command_line import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
