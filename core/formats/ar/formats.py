"""Arabic dates without the comma before the year."""

DATE_FORMAT = "j F Y"
