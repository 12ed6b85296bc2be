"""Whether an error means that a disk is full."""

import errno


def is_full(error: OSError) -> bool:
    """Whether the disk is full, or the quota of this account is used up."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)
