"""Settling in: arrivals and their welcome, first steps, introductions, nudges, invites, and the funnel of it all."""
