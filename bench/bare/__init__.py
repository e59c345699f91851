"""A bare Django site of one page with 24 cards: what the pages of the site are compared with."""
