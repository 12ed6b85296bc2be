"""Every write of this app: keyword-only functions, each one transaction."""
