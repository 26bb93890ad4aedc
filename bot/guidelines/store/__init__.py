"""Queries of versions, of who agreed to them, and of where they are posted."""
