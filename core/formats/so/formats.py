"""Somali: "10 Nofembar 2021", "5" or "5:30", without a zero."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "f"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
