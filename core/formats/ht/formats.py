"""Haitian Creole, as it is written in Boston: "10 novanm 2021", "premye novanm 2021"."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "g:i"
FIRST_OF_MONTH_FORMAT = r"\p\r\e\m\y\e F Y"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
