"""`python -m solver`."""

import sys

try:
    from solver.command_line import main

    code = main(sys.argv[1:])
except KeyboardInterrupt:  # before the work began, which has its own way of saying so
    sys.stderr.write("Stopped. Nothing was written.\n")
    code = 130
sys.exit(code)
