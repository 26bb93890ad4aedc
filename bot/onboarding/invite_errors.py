"""What can be refused about invites, sources and Discord's own onboarding."""

from bot.errors import UserError


class InvitesOff(UserError):
    """An admin has switched personal invites off."""

    message = "onboarding-invites-error-off"


class NoPlace(UserError):
    """There is no channel that everybody sees."""

    message = "onboarding-invites-error-no-place"


class MayNotInvite(UserError):
    """The bot lacks Create Invite. `channel`: where."""

    message = "onboarding-invites-error-forbidden"


class MayNotRemove(UserError):
    """The bot lacks Manage Channels. `channel`: where."""

    message = "onboarding-invites-error-remove"


class TooManyInvites(UserError):
    """Discord takes no more for this server, and none of ours can go."""

    message = "onboarding-invites-error-full"


class LabelEmpty(UserError):
    """`limit`."""

    message = "onboarding-invites-error-label"


class LabelTaken(UserError):
    """`label`."""

    message = "onboarding-invites-error-label-taken"


class TooManySources(UserError):
    """`limit`."""

    message = "onboarding-invites-error-sources"


class SourceNotFound(UserError):
    message = "onboarding-invites-error-source"


class RoleNotGiven(UserError):
    """The bot could not give the role. `role`; `trouble`: a name of bot.points.roles.Trouble."""

    message = "onboarding-invites-error-role"


class RoleNotYours(UserError):
    """The admin couldn't give the role by hand. `role`."""

    message = "onboarding-invites-error-role-yours"


class RolePowerful(UserError):
    """Nobody should come by this role through a link. `role`."""

    message = "onboarding-invites-error-role-powerful"


class NoCommunity(UserError):
    """The server is no community server, so Discord has no onboarding for it."""

    message = "onboarding-native-error-community"


class NativeForbidden(UserError):
    message = "onboarding-native-error-forbidden"


class NativeRefused(UserError):
    """Discord didn't take the addition. `code`: Discord's, for whoever looks it up."""

    message = "onboarding-native-error-refused"
