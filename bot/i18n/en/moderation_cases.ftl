# Moderation: cases, members' histories, notes, strikes and their ladder.

moderation-command = Moderation: warn, time out, ban, look up cases and histories
    .name = mod
