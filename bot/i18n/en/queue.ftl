# The queue: what waits for moderators, what is refused, settings.

queue-command = What waits for the moderators
    .name = queue
queue-option-show = All of it, what you have taken, or a summary for handing over
    .name = show
queue-choice-all = everything
queue-choice-mine = mine
queue-choice-summary = summary

queue-title = **{ $count ->
    [0] Nothing waits
    [one] One thing waits
   *[other] { $count } things wait
  }**{ $overdue ->
    [0] {""}
   *[other] { " · " }{ $overdue } overdue
  }{ $mine ->
    [0] {""}
   *[other] { " · " }{ $mine } yours
  }
queue-nothing = All done. Thank you!
queue-nothing-mine = You have taken nothing at the moment.
queue-since = since { $since }
queue-due = look at it { $due }
queue-overdue = ⏰ overdue
queue-urgent = ❗ urgent
queue-escalated = 🔺 escalated
queue-taken-by = taken by { $member }

queue-kind-question = Question
queue-kind-claim = Perk
queue-kind-proposal = Event
queue-kind-delivery = Failed
queue-item-question = “{ $title }” has no answer yet.
queue-item-claim = Somebody has claimed “{ $perk }” and waits for it.
queue-item-proposal = A member proposes “{ $title }”.
queue-item-delivery = { $feature }: { $reason }

queue-button-open = Open
queue-button-show = Open the queue
queue-button-all = Everything
queue-button-mine = Mine
queue-button-back = Back to the list
queue-button-take = Take
queue-button-take-over = Take over
queue-button-give-back = Give back
queue-button-done = Done
queue-button-escalate = Escalate
queue-button-link = Go there
queue-button-try-again = Try again
queue-button-summary = Summary
queue-button-post-summary = Post for the next shift

queue-summary-title = **{ $count ->
    [0] Nothing waits
    [one] One thing waits
   *[other] { $count } things wait
  }**
queue-summary-kind = { $kind }: { $count }{ $overdue ->
    [0] {""}
   *[other] { " (" }{ $overdue } overdue)
  }
queue-summary-first = **First of all**
queue-summary-people = **Who did what in the last { $hours } hours**
queue-summary-person = { $member }: took { $taken }, ticked off { $done }, still has { $open }
queue-summary-posted-by = -# Handed over by { $member }
queue-summary-posted = It is posted: { $link }

queue-reminder = { $called ->
    [0] {""}
   *[other] { $roles }{ " " }
  }⏰ **{ $count ->
    [one] One thing has waited too long
   *[other] { $count } things have waited too long
  }**
queue-call = { $called ->
    [0] {""}
   *[other] { $roles }{ " " }
  }🔺 **This was escalated: please have a look**

queue-error-no-channel = No channel is set for the queue, or it was deleted. An admin can choose one with { COMMAND("setup") }.

queue-error-moderators-only = Only moderators can do this.
queue-error-nothing-there = This has been dealt with in the meantime.
queue-error-taken = Another moderator has taken this in the meantime.
queue-error-not-dismissible = This can't just be ticked off: it leaves the queue when something is done about it.

settings-queue = Moderation queue
    .help = Who is reminded of what waits too long, and how far the summary looks back.
settings-queue-remind-role-id = Role to remind
    .help = This role is mentioned when something is overdue. Without a role nobody is mentioned.
settings-queue-summary-hours = Hours in the summary
    .help = How far the summary for handing over a shift looks back.
