"""Somali: "10 Nofembar 2021", "5 galabnimo", noon and midnight as words."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "P"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
