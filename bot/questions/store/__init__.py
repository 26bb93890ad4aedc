"""Queries on questions: rows in, values out, one query a function. Conditions that keep a rule stand in the WHERE."""
