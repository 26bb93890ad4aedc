"""Queries of cases and what belongs to them, a module each."""
