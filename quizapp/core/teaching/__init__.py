"""Who teaches whom: accounts, classes and what is assigned in them."""
