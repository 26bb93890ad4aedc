"""What the inbox refuses."""

from bot.errors import UserError


class NotYourLetter(UserError):
    """Somebody else's, or it is gone."""

    message = "inbox-error-not-yours"
