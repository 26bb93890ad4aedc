"""What is refused about channels: locks, slow mode, purges."""

from bot.errors import UserError


class HoldTooLong(UserError):
    """`most_days`."""

    message = "moderation-error-hold-too-long"


class AlreadyLocked(UserError):
    """`until`: Unix seconds as text, or “none”."""

    message = "moderation-error-already-locked"


class NotLocked(UserError):
    """Nor was it locked by the bot."""

    message = "moderation-error-not-locked"


class NoSuchChannel(UserError):
    """A kind of channel this can't be done to."""

    message = "moderation-error-channel-kind"


class NeedsPermission(UserError):
    """What the bot may not do in a channel; `permission` by Discord's API name."""

    message = "moderation-error-needs-permission"


class NothingWanted(UserError):
    """A purge that names nothing: it would be the whole channel."""

    message = "moderation-error-purge-what"


class NothingFound(UserError):
    """`looked_at`."""

    message = "moderation-error-purge-nothing"


class PurgeGone(UserError):
    """Looked at too long ago, by somebody else, or deleted already."""

    message = "moderation-error-purge-gone"


class WordsUnknown(UserError):
    """The bot runs without the message content intent: it sees no words."""

    message = "moderation-error-purge-words"


class StartsPost(UserError):
    """The first message of a post in a forum: the post would be empty without it."""

    message = "moderation-error-starts-post"
