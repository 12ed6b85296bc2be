"""Every write about finance’s files."""
