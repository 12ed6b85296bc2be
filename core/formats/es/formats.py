"""Spanish, as it is written in the United States: "5:00" with p.m., thousands by a comma."""

TIME_FORMAT = "g:i"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
