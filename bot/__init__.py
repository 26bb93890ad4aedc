"""Engawa: a self-hosted Discord bot with which a company runs the community of its customers."""

__version__ = "0.1.0"
