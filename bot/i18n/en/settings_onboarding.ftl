# /settings: the page for newcomers, as far as the parts of the feature don't have their own.

settings-onboarding = Newcomers
    .help = How newcomers are received: welcome, introductions, greeters, reminders and invites.
settings-onboarding-welcome-channel-id = Welcome channel
    .help = Newcomers are welcomed here once Discord's own screening is over. Invites lead here. If it isn't set, nobody is welcomed.
settings-onboarding-newcomer-role-id = Role for newcomers
    .help = Given on arrival, taken away after the days below. My own role must stand above it.
settings-onboarding-newcomer-days = A newcomer for
    .help = After this the role for newcomers is taken away.
settings-onboarding-invites-allowed = Members may invite
    .help = Whether { COMMAND_NAME("invite") } gives members an invite of their own.
settings-onboarding-referral-stay-days = Reward for an invite: days on the server
    .help = How long somebody who was invited must have stayed before the inviter earns points.
settings-onboarding-referral-active-days = Reward for an invite: active days
    .help = On how many days of these somebody who was invited must have been active.
