"""Moments as people type them, in English and in Japanese, in a time zone."""
