"""What Discord's refusals mean for what was to be done."""

import discord

BUSY = 429
SERVERS_FAULT = 500


def failure_of(refused: discord.HTTPException) -> str:
    """Return what is kept of a refusal: status and code, never what somebody wrote."""
    return f"HTTP {refused.status}, code {refused.code}"


def is_final(refused: discord.HTTPException) -> bool:
    """Whether Discord won't do it the next time either: it isn't just busy, or at fault."""
    return refused.status != BUSY and refused.status < SERVERS_FAULT
