"""English dates with the month in full: "December 1, 2026", not "Dec. 1, 2026"."""

DATE_FORMAT = "F j, Y"
