"""Filters: texts nobody should have to read are found as they are written, however they are dressed up.

This half is pure: from what a server's filters ask for, a `Screen` is compiled (`screen.py`), which answers for one
text what in it hits. It knows no Discord, no database and no clock, and nothing of what is looked at is ever logged.
"""
