"""The eight steps of the form, and the clerk's form made of the same steps."""
