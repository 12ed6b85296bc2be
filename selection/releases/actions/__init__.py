"""Actions of releasing."""
