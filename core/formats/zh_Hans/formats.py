"""Simplified Chinese, with the clock of twelve hours as in Boston, and thousands by three."""

TIME_FORMAT = "g:i"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
