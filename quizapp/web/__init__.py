"""The way in through a browser: addresses, forms and pages; every one works without JavaScript."""
