"""Arabic dates without the comma before the year; "5:00" on the clock of twelve hours."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "g:i"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
