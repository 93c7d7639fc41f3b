"""Where things are kept: rows, named queries (rows in, domain objects out) and migrations."""
