# Playbooks, escalation and bundles: settings.

settings-playbooks = Playbooks and escalation
    .help = Where serious cases are worked on, who is called, and how soon that should be.
settings-playbooks-channel-id = Channel for serious cases
    .help = Escalated cases get a private thread here. If it isn't set, in the channel of the moderation queue.
settings-playbooks-lead-role-ids = Roles to call
    .help = Who is called when a case is escalated.
settings-playbooks-legal-role-ids = Roles for legal matters
    .help = Who is called when a case may have legal consequences.
settings-playbooks-serious-hours = Hours for serious cases
    .help = Within how many hours they should be closed.
settings-playbooks-critical-hours = Hours for critical cases
    .help = Within how many hours they should be closed.
settings-playbooks-legal-hours = Hours for legal cases
    .help = Within how many hours whoever is responsible should have decided what to do.
settings-playbooks-bundle-days = Days bundles are kept
    .help = After so many days an evidence bundle can't be fetched any more; its hash stays in the case.
