"""French: the first of a month is "1er", and hours are "17 h" or "17 h 30"."""

FIRST_OF_MONTH_FORMAT = r"j\e\r F Y"
TIME_FORMAT = r"G \h i"
FULL_HOUR_FORMAT = r"G \h"
