"""Cabo Verdean Creole, as it is read in Boston: "10 di Nuvenbru di 2021", "5:00"."""

DATE_FORMAT = r"j \d\i F \d\i Y"
TIME_FORMAT = "g:i"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
