"""Perks: what members get for a rank or for points, and the one-time codes among it."""
