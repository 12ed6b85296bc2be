"""Sign-in of staff: passwords, the second step, and limits on guessing."""
