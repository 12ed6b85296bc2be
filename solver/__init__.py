"""Choosing a panel, proving it, assigning readers and drawing lots; `python -m solver --help`."""
