"""The web: addresses fetched politely and safely, feeds and sitemaps, and what is new in them."""
