"""Runs the command line: `python -m solver`."""

import sys

try:
    from solver.command_line import main

    code = main(sys.argv[1:])
except KeyboardInterrupt:  # before the child process starts, which handles Ctrl-C itself
    sys.stderr.write("Stopped. Nothing was written.\n")
    code = 130
sys.exit(code)
