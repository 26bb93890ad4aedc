"""Queries of filters, of what they found, and of what was handed to AutoMod, a module each."""
