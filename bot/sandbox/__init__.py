"""The whole bot on a simulated Discord, in a local browser page: a community to walk through, with no token."""
