"""Template tags of the design page."""
