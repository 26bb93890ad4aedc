"""Queries of points, one module a kind of row."""
