"""Who is at the door: sign-in of staff, the second step, and the limits on guessing."""
