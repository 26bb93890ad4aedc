"""Queries of surveys, of their questions, and of what was answered."""
