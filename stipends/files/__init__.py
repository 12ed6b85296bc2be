"""Finance’s spreadsheets: payments read from one, the run of payments written to one."""
