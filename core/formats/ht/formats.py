"""Haitian Creole, as it is written in Boston: "10 novanm 2021", "5:00 p.m."."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "g:i a"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
