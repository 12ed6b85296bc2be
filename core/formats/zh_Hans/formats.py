"""Simplified Chinese with the time as Boston says it, "下午5:00", and thousands by three."""

TIME_FORMAT = "ag:i"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
