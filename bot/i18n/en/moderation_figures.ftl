# Figures of moderation: `/mod figures`. Each says what it means.

moderation-figures-command = What a period's cases, reports and appeals amount to
    .name = figures
moderation-figures-option-days = How many days back; 30 if you say nothing
    .name = days

moderation-figures-title = **Moderation in the last { $days } days**
    -# { $start } – { $end }
moderation-figures-first-response = **First response: { $median }**, at most { $most } for nine of ten · in time { $in_time }
    -# From the first report of a thing until a moderator took, decided or escalated it; median of the { $responded } (of { $reports }) that got one.
moderation-figures-reports = **Reports: { $reports }** from { $voices } members · acted on { $acted } · no rule broken { $dismissed } · still open { $open }
    -# Several members can report the same thing; it counts once.
moderation-figures-cases = **Sanctions: { $count }**: { $acts }
    -# Warnings, removed messages, timeouts, kicks and bans. Notes and what Discord refused don't count.
moderation-figures-rules = **By rule:** { $rules }
moderation-figures-found = **Noticed by** members { $members } · filters { $filters } · moderators { $moderators }
    -# What led to the sanction: a report, a filter, or a moderator who saw it.
moderation-figures-followed = **As the rules propose: { $share }**
    -# Of { $proposed } decisions for which rule and ladder had a proposal; { $deviated } did otherwise and said why.
moderation-figures-repeated = **Again: { $share }**
    -# { $repeaters } of the { $members } members with a sanction had one before, within { $days } days before this period or in it.
moderation-figures-appeals = **Appeals: { $appeals }** · upheld { $upheld } · reduced { $reduced } · lifted { $lifted } · open { $open } · decided after { $median }
    -# Upheld: it stayed as it was. The time is the median.
moderation-figures-count = { $name } { $count }
moderation-figures-separator = { " · " }
moderation-figures-share = { $percent } %
moderation-figures-no-rule = without a rule
moderation-figures-old-rule = a rule that isn't in force any more
moderation-figures-act-warn = warnings
moderation-figures-act-remove = removed messages
moderation-figures-act-timeout = timeouts
moderation-figures-act-kick = kicks
moderation-figures-act-ban = bans
moderation-figures-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
  }
moderation-figures-hours = { $count } hours
moderation-figures-days = { $count } days
moderation-figures-file = As a file
