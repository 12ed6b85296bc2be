"""Brazilian Portuguese: the first of a month is "1º"."""

FIRST_OF_MONTH_FORMAT = r"jº \d\e F \d\e Y"
