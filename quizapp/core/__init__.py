"""The domain, pure: no web, no database, no clock and no global randomness."""
