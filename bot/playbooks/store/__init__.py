"""Queries of playbooks and what belongs to them, a module each."""
