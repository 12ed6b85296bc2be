"""Speed against a named limit, measured in one run: `./run bench`."""
