# Moderation: cases, members' histories, notes, strikes and their ladder.

moderation-command = Moderation: warn, time out, ban, look up cases and histories
    .name = mod

moderation-error-date = I can't read “{ $typed }” as a day that is over. Please write it like 2026-11-03, “3 days ago” or “last Friday”.
moderation-error-why-missing = Please say why, so that the others understand it later. Nothing was changed.
moderation-error-nothing-changed = You changed nothing, so the case stays as it was.
moderation-error-case-changed = Somebody else has changed this case meanwhile. Please look at it again; nothing of yours was changed.
moderation-error-nothing-to-try = There is nothing left to do here: either all of it worked meanwhile, or somebody has seen to it.
moderation-error-strikes = Strikes are a whole number from 0 to { $most }. Nothing was changed.
moderation-error-length = Please write how long, between a minute and { $most_days } days, like “3 days”. Only a ban can be for good. Nothing was changed.
moderation-error-note-empty = Please write something in your note.
moderation-error-rule-not-found = The rules in force have no such rule. Nothing was changed.
moderation-error-rung-twice = There is already a step at { $strikes ->
    [one] { $strikes } strike
   *[other] { $strikes } strikes
  }. Please choose another number, or change that step.
moderation-error-rung-softer = At { $strikes } strikes the ladder asks for no more than at { $below } strikes. Every step must be harder than the ones before it.
moderation-error-rung-range = A step begins at a whole number of strikes from 1 to { $most }.
moderation-error-too-many-rungs = A ladder has at most { $most } steps.
moderation-error-ladder-changed = Another admin has changed the ladder meanwhile. Please look at it again; nothing of yours was saved.
moderation-error-counts-until = There is a decision of the moderators about you that still counts, until <t:{ $at }:f>. Until then I have to keep it, so I can't delete your data yet. Please come back then; nothing was deleted.
moderation-error-counts-for-good = There is a decision of the moderators about you that counts without an end date, so I can't delete your data now. You can appeal against it or ask the moderators; nothing was deleted.
moderation-error-case-under-way = A decision of the moderators about you is being carried out right now. Please try again in a little while; nothing was deleted.
