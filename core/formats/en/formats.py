"""English dates with the month in full, "December 1, 2026"; "5" or "5:30", without a zero."""

DATE_FORMAT = "F j, Y"
TIME_FORMAT = "f"
