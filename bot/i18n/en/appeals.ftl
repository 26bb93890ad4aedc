# Appeals: asking for a case to be looked at again, settings.

settings-appeals = Appeals
    .help = How long members can ask for a case to be looked at again, and how quickly that should be decided.
settings-appeals-within-days = Days to appeal
    .help = How many days after a case its member can appeal.
settings-appeals-answer-hours = Hours until an appeal is overdue
    .help = Within how many hours an appeal should be decided.

# The member's side

appeals-command = Ask for a decision about you to be looked at again, by another moderator
    .name = appeal

appeals-error-case-not-found = I can't find this case among yours.
appeals-error-not-appealable = There is nothing to appeal here (any more).
appeals-error-too-late = A case can be appealed within { $days } days, and these are over.
appeals-error-already-appealed = This case has been appealed already; that can be done once. { COMMAND("appeal") } shows how it stands.
appeals-error-words-needed = Please write a few words: nothing was changed.
appeals-error-not-found = I can't find this appeal.
appeals-error-moderators-only = Only moderators can do this.
appeals-error-own-appeal = This is about you: please leave it to another moderator.
appeals-error-own-case = You decided this case, so somebody else has to look at it again: another moderator, or an admin. It stays in the queue for them.
appeals-error-note-needed = You decided this case yourself. If nobody else can look at it, please write why; that stands with the appeal.
appeals-error-may-not-unban = You may not ban here, so you can't change a ban either. Please leave it to an admin, or to a moderator who may.
appeals-error-already-decided = This has been decided in the meantime, or was withdrawn.
appeals-error-taken = Another moderator has taken this. You can take it over on its card.
appeals-error-case-changed = The case was changed while you were deciding. Please look at it as it is now; nothing was decided.
appeals-error-case-failed = Discord didn't let this case happen: there is nothing to uphold or reduce. You can lift it.
appeals-error-case-lifted = The case was lifted in the meantime: there is nothing left to uphold or reduce.
appeals-error-nothing-reduced = That would not be less than it is now. Please give a shorter time, or fewer strikes.
appeals-error-strikes = Please give the strikes as a number, like 1.

appeals-former-member = a former member
appeals-by-bot = me, automatically
appeals-case = Case #{ $number }: { $act }
appeals-rule = rule { $number }, { $title }

appeals-button-appeal = Appeal
appeals-form-title = Appeal case #{ $number }
appeals-form-text = What should be looked at again?
    .help = Somebody other than the one who decided reads it. You can appeal a case once.
appeals-thanks = Thank you, your appeal has arrived. Another moderator than the one who decided looks at it, by { $at } if all goes well. You will be told the answer.

appeals-about =
    ### Appeals
    If you think a decision about you was wrong or too hard, you can have it looked at again, once for each case. Somebody other than the one who decided does that. It may stay as it is, be made milder or be lifted; it never gets harder.
appeals-mine-title = { $count ->
    [0] There is nothing you could appeal.
    [one] **Your case**
   *[other] **Your { $count } cases**
  }
appeals-mine-until = You can appeal until { $at }.
appeals-mine-open = ⏳ You have appealed. An answer should come by { $at }.
appeals-mine-upheld = Your appeal was decided: it stays as it is.
appeals-mine-reduced = ✅ Your appeal was decided: it was made milder.
appeals-mine-lifted = ✅ Your appeal was decided: it was lifted.
appeals-mine-withdrawn = You have withdrawn your appeal.
appeals-button-withdraw = Withdraw
appeals-button-really-withdraw = Yes, withdraw it
appeals-withdraw-ask = Do you want to withdraw your appeal? A case can be appealed once, so you couldn't do it again.
appeals-withdrawn = Your appeal is withdrawn.

appeals-letter-title = ### Your appeal against case #{ $number }
appeals-letter-upheld = Another moderator has looked at it again. The decision stays as it is.
appeals-letter-reduced = Another moderator has looked at it again and made it milder.
appeals-letter-lifted = Another moderator has looked at it again and lifted it. It doesn't count any more.
appeals-letter-length = It now lasts until { $at }.
appeals-letter-strikes = { $strikes ->
    [0] No strikes come with it any more.
    [one] { $strikes } strike comes with it now.
   *[other] { $strikes } strikes come with it now.
  }
appeals-letter-answer = **Their answer:**

# What moderators see

appeals-card-title = ### Appeal of { $member } against case #{ $number }
appeals-card-by = decided by { $member }, { $at }
appeals-card-until = until { $at }
appeals-card-failed = **could not be carried out**
appeals-card-lifted = **lifted in the meantime**
appeals-card-strikes = { $strikes ->
    [one] { $strikes } strike
   *[other] { $strikes } strikes
  }
appeals-card-reason = Reason then: { $reason }
appeals-card-evidence = Evidence: “{ $text }”
appeals-card-text = **They write:**
appeals-card-history = Their record: **{ $strikes ->
    [one] { $strikes } strike counts
   *[other] { $strikes } strikes count
  } now** · { $cases ->
    [one] { $cases } case
   *[other] { $cases } cases
  } · { $appeals ->
    [0] no appeal before
    [one] { $appeals } appeal before
   *[other] { $appeals } appeals before
  }
appeals-card-since = appealed { $at }
appeals-card-due = due { $at }
appeals-card-overdue = **overdue**, was due { $at }
appeals-card-taken = taken by { $member }
appeals-outcome-upheld = Upheld by { $member }, { $at }
appeals-outcome-reduced = ✅ Reduced by { $member }, { $at }
appeals-outcome-lifted = ✅ Lifted by { $member }, { $at }
appeals-outcome-withdrawn = Withdrawn, { $at }
appeals-card-note = Decided by the one who had acted, because: { $note }

appeals-button-look = Look at it
appeals-button-case = See the case
appeals-button-take = Take
appeals-button-take-over = Take over
appeals-button-upheld = Uphold
appeals-button-reduced = Reduce
appeals-button-lifted = Lift
appeals-form-upheld = Uphold: it stays as it is
appeals-form-reduced = Reduce: make it milder
appeals-form-lifted = Lift: it doesn't count any more
appeals-form-length = New length
    .help = Counted from when it was decided, like “12 hours” or “3 days”. Empty: it stays.
appeals-form-strikes = New strikes
    .help = Fewer than now. Empty: they stay.
appeals-form-answer = What the member is told
    .help = Why you decide so, calmly and in a few sentences.
appeals-form-note = Why you and nobody else?
    .help = You decided this case yourself. It stands with the appeal; the member isn't shown it.

queue-kind-appeal = Appeal
queue-item-appeal = An appeal against case #{ $number }.
