"""Queries of perks, of their codes, and of who claimed them."""
