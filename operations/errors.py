"""What stops a command of operations: one sentence for whoever runs it."""


class Stopped(Exception):
    """The command was not carried out; the message says why, and what to do."""
