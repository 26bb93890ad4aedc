"""Moderation: cases, what is done and for how long, strikes and the ladder: the same judgement whoever is on duty."""
