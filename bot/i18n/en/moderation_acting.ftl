# Moderation: deciding and doing, from the dialogue to its end.

moderation-error-not-liftable = There is nothing to take back in this case: it is a note, or about a channel.
