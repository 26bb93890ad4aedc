# Moderation: deciding and doing, from the dialogue to its end.

moderation-error-not-liftable = There is nothing to take back in this case: it is a note, or about a channel.
moderation-error-nothing-to-decide = There is nothing to decide here any more: somebody has seen to it, or whoever it was about is gone.
moderation-error-not-ready = Something is still missing: a rule, a length, or a reason. Nothing was done.
moderation-error-preview-outdated = Something has changed since you looked: please check it once more. Nothing was done.
moderation-error-not-here = They aren't on the server, so I can't time them out or kick them. A ban works for people who have left, too.
moderation-error-not-banned = They aren't banned here. Nothing was changed.
moderation-error-not-timed-out = They aren't timed out. Nothing was changed.
