# Surveys: the commands /survey and /nps, what all of it shares, what is refused, settings.

surveys-command = Surveys: ask members, and see what they say
    .name = survey
surveys-nps-command = How likely members are to recommend us
    .name = nps

surveys-error-not-found = I can't find this survey.
surveys-error-admins-only = Only admins can do this.
surveys-error-not-asked = This survey goes to other members this time. Thank you for wanting to help!
surveys-error-closed = This survey is closed, so answers can't be given or changed any more.
surveys-error-not-open = This survey isn't open yet.
surveys-error-changed = Somebody has changed this survey in the meantime. Please open it again; nothing of yours was saved.

settings-surveys = Surveys
    .help = Where surveys are posted, what taking part earns, and how often the NPS is asked.
settings-surveys-channel-id = Channel for surveys
    .help = Where surveys and their results are posted. If it isn't set, no survey can be opened.
settings-surveys-points = Points for taking part
    .help = Everybody who took part gets them at the same moment, after the survey has closed: else their time would say who answered when.
settings-surveys-nps = NPS
    .help = Whether members are asked how likely they are to recommend us. Nobody is asked more often than every 90 days.
    .off = Don't ask
    .quarterly = For two weeks of each quarter
    .rolling = Some every week, everybody once a quarter
settings-surveys-nps-mentions = Mentions a day
    .help = How many of those whose turn it is are mentioned a day in the channel for surveys. 0: nobody is mentioned.
