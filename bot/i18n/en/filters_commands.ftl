# Filters: commands, cards, hits, letters, AutoMod, what is refused.

## Commands

filters-command = See what filters find, and set them up
    .name = filter
filters-command-add = Make a filter
    .name = add
filters-command-edit = Change a filter
    .name = edit
filters-command-show = See a filter
    .name = show
filters-command-list = See all filters
    .name = list
filters-command-mode = Switch a filter on or off, or only try it
    .name = mode
filters-command-delete = Delete a filter
    .name = delete
filters-command-hits = See what filters found, or would have found
    .name = hits
filters-command-import = Take filters over from a file
    .name = import
filters-command-export = Get the filters, or the list of one, as a file
    .name = export
filters-command-suggested = Start with a suggested filter
    .name = suggested
filters-command-test = Try what the filters would say to a text
    .name = test

filters-option-kind = What it looks for
    .name = kind
filters-option-name = What moderators and admins call it
    .name = name
filters-option-new-name = Its new name
    .name = name
filters-option-then = What happens when it finds something
    .name = then
filters-option-rule = The rule it stands for; 0 for none
    .name = rule
filters-option-file = Its list: a text file with an entry on each line
    .name = file
filters-option-filter = Which filter
    .name = filter
filters-option-one-filter = Only this one's list; without it all filters
    .name = filter
filters-option-mode = Off, only trying, or on
    .name = mode
filters-option-which = All hits, those in earnest, or those of filters being tried
    .name = which
filters-option-count = Repeats and mentions: from how many on
    .name = count
filters-option-seconds = Repeats and mentions: within how many seconds
    .name = seconds
filters-option-days = Promotion: who joined less than so many days ago
    .name = days
filters-option-messages = Promotion: and wrote less than so many messages
    .name = messages
filters-option-only-listed = Links: on – only the listed sites are a hit; off – all but the listed ones
    .name = only-listed
filters-option-phones = Personal data: look for phone numbers
    .name = phones
filters-option-emails = Personal data: look for e-mail addresses
    .name = emails
filters-option-export = A file made with the export
    .name = file
filters-option-text = The text to try; nobody else sees it
    .name = text
filters-which-all = All
filters-which-earnest = In earnest
filters-which-dry = Only tried

## Words of filters

filters-kind-words = Words
filters-kind-patterns = Patterns
filters-kind-links = Links
filters-kind-invites = Invites
filters-kind-personal = Personal data
filters-kind-repeats = Repeated messages
filters-kind-mentions = Floods of mentions
filters-kind-promotion = Promotion by newcomers

filters-mode-off = Off
filters-mode-dry = Only trying
filters-mode-on = On

filters-consequence-alert = Tell moderators
filters-consequence-remove = Remove the message
filters-consequence-warn = Warn, and leave the message
filters-consequence-proposed = Remove, then rule and ladder

filters-would-alert = moderators are told
filters-would-remove = the message is removed
filters-would-warn = the author is warned
filters-would-proposed = the message is removed, and rule and ladder say what else

filters-line-kind = { $kind } · { $mode }
filters-line-contents-words = { $words ->
    [0] No words yet
    [one] { $words } word
   *[other] { $words } words
  }{ $exceptions ->
    [0] {""}
    [one] , { $exceptions } exception
   *[other] , { $exceptions } exceptions
  }
filters-line-contents-patterns = { $patterns ->
    [0] No patterns yet
    [one] { $patterns } pattern
   *[other] { $patterns } patterns
  }
filters-line-contents-links = { $allow ->
    [yes] { $domains ->
        [0] All links to other sites
        [one] All links but those to { $domains } site
       *[other] All links but those to { $domains } sites
      }
   *[no] { $domains ->
        [0] No sites yet
        [one] Links to { $domains } site
       *[other] Links to { $domains } sites
      }
  }
filters-line-contents-invites = { $codes ->
    [0] All invites to Discord servers
    [one] All invites to Discord servers but { $codes }
   *[other] All invites to Discord servers but { $codes }
  }
filters-line-contents-personal = { $phones ->
    [yes] { $emails ->
        [yes] Phone numbers and e-mail addresses
       *[no] Phone numbers
      }
   *[no] { $emails ->
        [yes] E-mail addresses
       *[no] Nothing
      }
  }
filters-line-contents-repeats = The same text { $count } times within { $seconds } seconds, in whatever channels
filters-line-contents-mentions = { $count } mentions within { $seconds } seconds; @everyone counts as ten
filters-line-contents-promotion = Links and invites by those who joined less than { $days ->
    [one] { $days } day
   *[other] { $days } days
  } ago and have written less than { $messages ->
    [one] { $messages } message
   *[other] { $messages } messages
  }
filters-line-consequence = Then: { $consequence }
filters-line-rule = Rule: { $rule }
filters-line-exempt = Not for: { $exempt }
filters-line-broken = ⚠️ It can't be read any more, and finds nothing. Please write its list again.
filters-line-hits = { $hits ->
    [0] Nothing found
    [one] { $hits } hit
   *[other] { $hits } hits
  }{ $dry ->
    [0] {""}
    [one] , { $dry } while trying
   *[other] , { $dry } while trying
  }
filters-line-precision = { $hits ->
    [one] { $hits } hit
   *[other] { $hits } hits
  }{ $dry ->
    [0] {""}
   *[other] , { $dry } while trying
  } · { $share } % right of { $looked } that moderators looked at
filters-somebody = Somebody who had their data deleted

## Cards

filters-button-open = Open
filters-button-contents = Change the list
filters-button-hits = Hits
filters-button-delete = Delete
filters-button-delete-yes = Delete it
filters-button-hand-again = Hand to AutoMod again
filters-button-leave = Leave it at that
filters-button-wrong = That was wrong
filters-button-see = Look at it
filters-button-except = Add an exception

filters-list-title = **{ $count ->
    [one] { $count } filter
   *[other] { $count } filters
  }** – moderators and admins are never filtered.
filters-list-none = There are no filters yet. Start with { COMMAND("filter suggested") }, or make your own with { COMMAND("filter add") }.
filters-no-content = ⚠️ I can't read messages here (the Message Content intent is missing). Only what is handed to Discord's AutoMod works.

filters-added-dry = **{ $filter }** is made and is only trying for now: it counts what it finds and touches nothing. Look at { COMMAND("filter hits") }, then switch it on.
filters-added-off = **{ $filter }** is made. It has nothing to look for yet: press *Change the list*.
filters-added-on = **{ $filter }** is made.
filters-changed = **{ $filter }** is changed.
filters-unchanged = Nothing of **{ $filter }** was changed.
filters-now-off = **{ $filter }** is off.
filters-now-dry = **{ $filter }** is only trying: it counts what it finds and touches nothing.
filters-now-on = **{ $filter }** is on.
filters-handed-again = **{ $filter }** is being handed to AutoMod again.
filters-delete-ask = Delete the filter **{ $filter }**? { $entries ->
    [0] What it has found stays visible for its 90 days.
    [one] Its list of { $entries } entry is gone then; what it has found stays visible for its 90 days.
   *[other] Its list of { $entries } entries is gone then; what it has found stays visible for its 90 days.
  }
filters-deleted = The filter **{ $filter }** is deleted.

filters-contents-title = What it looks for
filters-contents-entries = One entry on each line
filters-contents-help-words = word, word*, *word*; “! harmless word” is an exception, “# …” a remark
filters-contents-help-patterns = Regular expressions (RE2); upper and lower case are the same
filters-contents-help-links = Sites, as in example.com; their subdomains are included
filters-contents-help-invites = Invites that are allowed, as links or codes
filters-contents-long = Its list has { $entries } entries, which is more than a form takes. Change the file, and bring it back with { COMMAND("filter edit") }.
filters-typed = What you typed, so that nothing is lost:
filters-exempt-roles = Roles it doesn't look at
filters-exempt-channels = Channels it doesn't look at

filters-except-title = Add an exception
filters-except-entry = What is harmless
    .help = A harmless word, a site or an invite that it is to let pass from now on
filters-excepted = **{ $filter }** lets “{ $entry }” pass from now on.

filters-suggested-title = **Suggested filters.** Each starts by only trying: it counts what it finds and touches nothing, until you switch it on.
filters-suggested-choose = Which one?
filters-suggested-insults = Insults ({ $language ->
    [ja] Japanese
   *[en] English
  })
filters-suggested-threats = Threats ({ $language ->
    [ja] Japanese
   *[en] English
  })
filters-suggested-slurs = Slurs ({ $language ->
    [ja] Japanese
   *[en] English
  })
filters-suggested-sexual = Sexual words ({ $language ->
    [ja] Japanese
   *[en] English
  })
filters-suggested-promotion = Words of advertising ({ $language ->
    [ja] Japanese
   *[en] English
  })
filters-suggested-profanity = Swear words ({ $language ->
    [ja] Japanese
   *[en] English
  })

filters-exported = All filters as a file, without roles, channels and rules, which are this server's own. { COMMAND("filter import") } takes it over on another server.
filters-exported-one = The list of **{ $filter }**. Changed, it comes back with { COMMAND("filter edit") }.
filters-imported = { $count ->
    [0] No filter was taken over.
    [one] { $count } filter was taken over, and is only trying for now.
   *[other] { $count } filters were taken over, and are only trying for now.
  }
filters-imported-known = { $count ->
    [one] One was left out because there is one of that name: { $names }
   *[other] { $count } were left out because there are some of these names: { $names }
  }

## Hits

filters-hits-none = Nothing was found so far. What filters find is listed here for 90 days. What was written while I was away isn't looked at.
filters-hits-title = **{ $count ->
    [one] { $count } hit
   *[other] { $count } hits
  }**, the latest first
filters-hit-line = { $at } · **{ $filter }** · { $member } in { $channel } · { $found }
filters-outcome-dry = Only tried; on, { $consequence }
filters-outcome-automod = Stopped by AutoMod
filters-outcome-none = Message left
filters-outcome-waiting = Message is being removed
filters-outcome-done = Message removed
filters-outcome-failed = Message could not be removed
filters-outcome-edited = edited in later
filters-judgement-waiting = waits for a moderator
filters-judgement-right = right
filters-judgement-wrong = was wrong

filters-alert-title = Filter: { $filters }
filters-alert-who = { $member } in { $channel }, { $at }{ $count ->
    [one] {""}
   *[other] {" "}– { $count } messages within a minute
  }
filters-alert-found = Found: { $found }
filters-alert-removed = The message is removed.
filters-alert-automod = AutoMod has stopped the message: nobody has read it.
filters-alert-stays = [The message]({ $link }) is still there.
filters-alert-failed = ⚠️ I may not remove [the message]({ $link }) there. Please do it yourself, or ask an admin to give me *Manage Messages*.
filters-judged-none = Nothing is left to decide.
filters-judged-right = { $by } left it at that.
filters-judged-case = { $by } made a case of it.
filters-judged-wrong = { $by }: that was wrong. It counts against the filter.
filters-wrong-case = The filter had opened a case by itself. It still counts: please lift it, if it was wrong, too.
queue-kind-filter = Filter
queue-item-filter = The filter “{ $filter }” found something by { $member } in { $channel }.

## Letters to members

filters-letter-removed = { $count ->
    [one] Your message
   *[other] { $count } of your messages
  } in { $channel } { $count ->
    [one] was
   *[other] were
  } removed automatically{ $named ->
    [yes] {" "}because of this rule: **{ $rule }**
   *[no] {""}
  }. { $waits ->
    [yes] A moderator will look at it.
   *[no] It isn't a warning and doesn't count against you.
  } You are welcome to write it differently; if you think this was a mistake, please tell the moderators.
filters-letter-wrong = { $count ->
    [one] A message of yours in { $channel } had been removed automatically. A moderator has looked at it: that was a mistake, and we are sorry. You can post it again.
   *[other] { $count } messages of yours, in { $channel }, had been removed automatically. A moderator has looked at them: that was a mistake, and we are sorry. You can post them again.
  }
filters-letter-yours = This is what you wrote:

## /rules test

filters-test-title = **“{ $text }”**
filters-test-hit-on = 🔴 **{ $filter }** ({ $kind }) finds “{ $found }”: { $consequence }.
filters-test-hit-dry = 🟡 **{ $filter }** ({ $kind }) finds “{ $found }” – only trying. On: { $consequence }.
filters-test-hit-off = ⚪ **{ $filter }** ({ $kind }) would find “{ $found }”, but is off.
filters-test-newcomers = 🟡 **{ $filter }** would hit if a newcomer wrote it.
filters-test-nothing = 🟢 No filter finds anything in it.
filters-test-untried = -# { $count ->
    [one] One filter looks at how often something is done, which one text doesn't show.
   *[other] { $count } filters look at how often something is done, which one text doesn't show.
  }
filters-test-read = -# Read as: { $text }

## AutoMod

filters-automod-name = Engawa: { $filter }
filters-automod-message = A filter of this server has stopped this message. If that was a mistake, please tell the moderators.
filters-automod-ours = AutoMod: its rule there stops messages before anybody reads them.
filters-automod-theirs = AutoMod: an admin has changed its rule there, so I leave it alone. It is yours now.
filters-automod-deleted = AutoMod: an admin has deleted its rule there, so I don't make it again.
filters-automod-refused = AutoMod: Discord didn't take its rule ({ $failure }). I look for it myself.
filters-automod-full = AutoMod: the server has as many rules of this kind as Discord allows. I look for it myself.
filters-automod-soon = AutoMod: its rule is being made.
filters-automod-later = AutoMod: gets its rule once it is on.
filters-automod-not-kind = AutoMod has nothing like it: I look for it myself.
filters-automod-not-consequence = AutoMod would stop the message: I look for it myself.
filters-automod-not-nothing = AutoMod can't look for this: I do it myself.
filters-automod-not-exceptions = AutoMod takes 100 exceptions at most: I look for it myself.
filters-automod-not-exempt = AutoMod takes 20 exempt roles and 50 channels at most: I look for it myself.
filters-automod-not-off = AutoMod isn't used (settings): I look for it myself.

filters-doctor-none = There are no filters yet.
    .remedy = { COMMAND("filter suggested") } offers some to start with; each only tries at first.
filters-doctor-fine = { $on ->
    [one] { $on } filter is on
   *[other] { $on } filters are on
  }{ $handed ->
    [0] {""}
    [one] , { $handed } of them also in AutoMod
   *[other] , { $handed } of them also in AutoMod
  }.
filters-doctor-trying = { $count ->
    [one] One filter has only been trying for more than two weeks
   *[other] { $count } filters have only been trying for more than two weeks
  }: { $names }
    .remedy = Look at { COMMAND("filter hits") }, and switch on what is right with { COMMAND("filter mode") }.
filters-doctor-wrong = Less than half of what the filter “{ $filter }” finds is right, as moderators see it.
    .remedy = Look at { COMMAND("filter hits") }: an exception or two may be enough.
filters-doctor-broken = { $count ->
    [one] A filter can't be read any more
   *[other] { $count } filters can't be read any more
  }: { $names }
    .remedy = Write the list again with { COMMAND("filter edit") }.
filters-doctor-content = I can't read messages: filters work only as far as AutoMod does.
    .remedy = Whoever runs me can switch on the Message Content intent.
filters-doctor-automod = AutoMod can't be used: I lack *Manage Server*.
    .remedy = Give my role *Manage Server*, or switch AutoMod off in { COMMAND("settings open") }.
filters-doctor-automod-refused = { $count ->
    [one] One filter could not be handed to AutoMod
   *[other] { $count } filters could not be handed to AutoMod
  }: { $names }. I look for it myself.
    .remedy = { COMMAND("filter show") } says why of each.
filters-doctor-remove = I may not remove messages in { $channels }: what filters find there stays.
    .remedy = Give my role *Manage Messages* there.

## What is refused

filters-error-admins-only = Only admins can change filters.
filters-error-moderators-only = Only moderators can see what filters find.
filters-error-not-found = I can't find this filter.
filters-error-name-taken = There is a filter called “{ $name }” already.
filters-error-name-empty = A filter needs a name.
filters-error-many = A server can have { $limit } filters.
filters-error-entries-many = That is too much: { $limit } are possible.
filters-error-line = Line { $line }: { $why }
filters-error-empty = It has nothing to look for yet, so it can't be switched on.
filters-error-number = { $what ->
    [count] The number
    [seconds] The seconds
    [days] The days
   *[messages] The messages
  } can be { $least } to { $most }.
filters-error-kind = { $what ->
    [list] This kind of filter has no list.
   *[number] This kind of filter doesn't have that.
  }
filters-error-exempt-many = A filter can leave out { $limit } roles and { $limit } channels.
filters-error-rule = There is no rule { $number }.
filters-error-file-large = The file is too large: { $limit } KB are possible.
filters-error-file = I can't read this file. A list is a text file in UTF-8 with an entry on each line; filters of another server come from { COMMAND("filter export") }.
filters-error-hit-not-found = I can't find this hit any more.
filters-error-judged = Somebody has decided about this already.
filters-error-nobody = This member has had their data deleted: nobody is left to decide about.
filters-error-still-waits = A moderator still has to look at something you wrote. Please try again once that is done.
