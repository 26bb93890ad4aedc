# Who was there: check-in codes, the host's list, files, figures. Moments come as Discord's own time stamps.

events-command-code = Show or make the check-in code of an event you run
    .name = code
events-command-attendance = Who was at an event you run: see it, tick it, or bring a list
    .name = attendance
events-command-checkin = Check in to an event with the code its host shows
    .name = checkin
events-attendance-option-event = Which event; leave it out if you run only one around now
    .name = event
events-attendance-option-code = The code the host shows, in capital or small letters
    .name = code
events-attendance-option-file = A CSV file with the ids or names of those who were there; you see a preview first
    .name = file
events-attendance-option-member = For moderators: the latest events of this member
    .name = member

events-error-nothing-to-run = You run no event around now. You can do this from a day before an event until a week after it.
events-error-say-which = You run several events around now. Please choose which one in the option “event”.
events-error-too-early-to-tick = It hasn’t begun. From 30 minutes before the start on you can say who is there.
events-error-too-late-to-tick = It ended more than { $days } days ago, so who was there can’t be changed any more.
events-error-nobody-there = Bots don’t count, and whoever has left the server can’t be added.
events-error-list-too-large = This file is too large. It may have up to { $limit } KB.
events-error-list-unreadable = I can’t read this file. Please save the list as CSV (UTF-8) and try again.
events-error-list-empty = I found nobody in this file.
events-error-list-column = This file has several columns, and I can’t tell which one says who it is. Please name it “id” or “name” in the first row.
events-error-list-too-long = This file names too many people. It may have up to { $limit }.
events-error-list-rounded = Your spreadsheet has rounded the ids (line { $line }), so nobody can be told by them. Please format the column as text, or use names.
events-error-list-outdated = This list is not waiting any more. Please bring the file again.
events-error-code-wrong = { $left ->
    [0] This code isn’t right. That was the last try for now; please ask the host for help.
    [one] This code isn’t right. You have one try left within the hour.
   *[other] This code isn’t right. You have { $left } tries left within the hour.
}
events-error-no-checkin = There is no event to check in to right now. A code works from 30 minutes before an event until 30 minutes after it.
events-error-checkin-too-often = That was the wrong code too often. You can try again <t:{ $at }:R>, or ask the host to tick you on the list.
events-error-checkin-busy = Very many wrong codes are being tried in this server, so only those who said they’re coming can check in right now. The host can tick you on the list.
events-error-checkin-closed = This event is over or cancelled, so nobody can check in to it any more.
events-error-code-sealed = I can’t read or keep the check-in code: the key file is missing or another one. Please tell an admin; until then you can tick members on the list.

## The code

events-attendance-which = You run several events around now. Which one do you mean?
events-attendance-which-placeholder = Choose an event
events-attendance-code-title = ## Check-in · { $title }
events-attendance-code-open = Show or say this code at the event. Whoever types { COMMAND("checkin") } with it was there. It works from { $from } until { $until }.
    -# Only you can see this. Small letters are fine, and letters that look alike don’t matter.
events-attendance-code-count = { $count ->
    [0] Nobody has checked in yet.
    [one] One member has checked in.
   *[other] { $count } members have checked in.
}
events-attendance-code-closed = { $count ->
    [0] Check-in is closed.
    [one] Check-in is closed. One member has checked in.
   *[other] Check-in is closed. { $count } members have checked in.
} Open it to get a code, which works from { $from } until { $until }.
events-attendance-button-code-open = Open check-in
events-attendance-button-code-new = New code
events-attendance-button-code-close = Close check-in
events-attendance-checked-in = ✅ You’re checked in to **{ $title }**. Good to have you here!
events-attendance-checked-in-again = ✅ You’re checked in to **{ $title }** already. There is nothing more to do.

## The list

events-attendance-title = ## Who was there · { $title }
events-attendance-summary = { $at } · { $going } going · { $there } there
    { $state ->
    [settled] -# The event is over and this is counted; you can correct it for 7 days after the end.
   *[other] -# It is counted when the event is over.
}
events-attendance-nobody = Nobody has said they’re coming, and nobody is known to have been there.
events-attendance-former = a former member
events-attendance-said-going = going
events-attendance-said-waiting = waiting list
events-attendance-said-offered = waiting list
events-attendance-said-maybe = maybe
events-attendance-said-cannot = can’t
events-attendance-said-nothing = no answer
events-attendance-by-code = code
events-attendance-by-host = ticked
events-attendance-by-file = file
events-attendance-minutes = { $minutes } min in voice
events-attendance-denied = ticked as not there
events-attendance-no-show = no-show
events-attendance-placeholder-tick = Was there …
events-attendance-placeholder-untick = Wasn’t there …
events-attendance-placeholder-add = Somebody else was there …
events-attendance-hint = -# To bring a list from elsewhere, use { COMMAND("event attendance") } with a file.
events-attendance-button-open = Say who was there
events-attendance-button-export = Download as a file
events-attendance-button-turnout = How many came
events-attendance-exported = Here is the list. It opens in Excel and Google Sheets.
events-attendance-unticked = { $host } **{ $title }** is over, and I don’t know who was there. Would you say so? It takes a minute, and those who were there get their points. Without it nobody is counted as missing.

## Figures

events-attendance-turnout-title = **How many came**
events-attendance-turnout-none = No date of this event is over yet.
events-attendance-turnout-line = { $at } · { $going } said they’d come: { $came } came{ $missing ->
    [0] {""}
   *[other] , { $missing } didn’t
}{ $unannounced ->
    [0] {""}
   *[other] {" "}· { $unannounced } more came without saying so
}
events-attendance-turnout-rate = { $count ->
    [one] No-shows: **{ $percent } %** of those of whom it is known, on one date.
   *[other] No-shows: **{ $percent } %** of those of whom it is known, on the last { $count } dates.
}
    -# Who was there for a short while isn’t counted as missing.
events-attendance-visits-title = { $count ->
    [0] { $member } hasn’t been to any event that is over.
   *[other] **Latest events of { $member }**
}
events-attendance-visit = { $at } · { $title } · { $outcome ->
    [attended] was there
    [no-show] said they’d come, and didn’t
   *[other] said they’d come; whether they did isn’t known
}

## Files

events-attendance-preview = ## From your file · { $title }
    { $matched ->
    [0] I recognised nobody in this file.
    [one] I recognised one member{ $new ->
        [0] , who counts as having been there already.
       *[other] .
    }
   *[other] I recognised { $matched } members, { $new } of whom don’t count as having been there yet.
}
events-attendance-preview-ambiguous = { $count ->
    [one] **One name could be several members**, and won’t be counted: { $names }
   *[other] **{ $count } names could be several members**, and won’t be counted: { $names }
}
    -# Add them by hand on the list.
events-attendance-preview-unmatched = { $count ->
    [one] **One is nobody I know here**, and won’t be counted: { $names }
   *[other] **{ $count } are nobody I know here**, and won’t be counted: { $names }
}
events-attendance-and-more = { $names } and { $more } more
events-attendance-button-count = Count them
events-attendance-counted = { $count ->
    [one] ✅ One member from the file counts as having been there.
   *[other] ✅ { $count } members from the file count as having been there.
}
events-attendance-dropped = The file is forgotten. Nobody was counted.
