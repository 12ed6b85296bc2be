"""Template tags of the page about the design."""
