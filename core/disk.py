"""Whether an error means that a disk is full."""

import errno


def is_full(error: OSError) -> bool:
    """Whether there was no room, on the disk or in what this account may use of it."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)
