"""Filters: what must not stand in a message (words, patterns, links, invites, personal data), told in Japanese as in English."""
