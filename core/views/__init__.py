"""Pages of the staff site about accounts."""
