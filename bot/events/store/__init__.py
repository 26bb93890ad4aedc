"""Queries of events, of their occurrences, and of who comes and came."""
