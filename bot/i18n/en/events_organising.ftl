# Making, changing, moving, cancelling and proposing events. Moments are Unix seconds, for Discord's <t:…>.

## Commands

events-command-create = Make an event: first only you see it
    .name = create
events-command-propose = Propose an event; moderators decide
    .name = propose
events-command-edit = Change a published event
    .name = edit
events-command-move = Move an event, or one date of it
    .name = move
events-command-cancel = Cancel an event, or one date of it
    .name = cancel
events-command-details = Everything about an event, for those who run it
    .name = details
events-command-delete = Delete a draft, or take back a proposal
    .name = delete
events-option-event = Which event
    .name = event
events-option-draft = Which draft or proposal of yours
events-option-target = Which event, or which date of it
events-option-to = The new start, like “Friday 20:00”
    .name = to

events-target-date = { $title } · { $when }
events-target-all = { $title } · all dates

## What is refused

events-error-title = An event needs a title with words in it.
events-error-duration = I can't read “{ $typed }” as a duration between 5 minutes and 14 days. Please write it like “90 min”, “1h 30min” or “2 days”.
events-error-capacity = “{ $typed }” is no number of people I can use. Please type a number from 1 to { $limit }, or nothing for no limit.
events-error-reminders = I can't read “{ $typed }” as reminders. Please write up to { $limit } times before the start, like “1 day, 1 hour”, or nothing for none.
events-error-start-unclear = The start can mean several moments. Please choose the one you mean.
events-error-still-open = Something you typed is still open. Please open its form and confirm it.
events-error-start-passed = The start has passed already. Please choose one that is still to come.
events-error-zone = I don't know which time zone “{ $typed }” is. Please choose one below, or write a city in the form.
events-error-no-dates = With this repetition there is no date to come.
events-error-place = Where is it? Please choose a voice or stage channel, or write the place.
events-error-host-needed = Who hosts it? Please choose somebody.
events-error-host-gone = Whoever hosts it must be a member of this server, and no bot. Please choose another host.
events-error-not-draft = This isn't a draft any more: it was published, decided on or deleted in the meantime.
events-error-publishers-only = Only moderators, admins and staff publish events. You can propose yours instead.
events-error-channel-not-set = No channel is set for events, so nothing can be published. An admin can choose one with { COMMAND("settings open") }.
events-error-channel-gone = The channel for events was deleted. An admin can choose another one with { COMMAND("settings open") }.
events-error-channel-closed = I can't announce events in { $channel }: I lack { $permissions } there. An admin can allow it in the channel's settings.
events-error-place-gone = The voice or stage channel of the event was deleted. Please choose another place.
events-error-audience-gone = The role or rank the event is for was deleted. Please say under “People” who may come; with nothing chosen it is open to everybody.
events-error-too-many-drafts = You have begun several events already. Please publish or delete one of them first.
events-error-proposals-off = Members can't propose events on this server at the moment.
events-error-too-many-proposals = { $limit } of your proposals are waiting for a decision. Please wait for one of them, or take one back with { COMMAND("event delete") }.
events-error-decided = Somebody else has decided on this already.
events-error-reason = Please give a reason: who proposed it will read it.
events-error-rule-stays = The rule of this series doesn't allow this day. Please move single dates, or change how it repeats with { COMMAND("event edit") }.
events-error-moved-nowhere = It is at this time already.
events-error-answers-dropped = People have answered for dates that would be cancelled by this. Please look at the question again and confirm it.

## Making one

events-create-title = New event
events-create-propose-instead = Moderators and staff publish events here. You can propose yours: you fill in the same form, moderators look at it, and once they say yes you're the host.
events-create-button-propose = Propose an event
events-create-unfinished = { $count ->
    [one] You have begun an event that isn't public yet: { $titles }. Would you like to go on with it?
   *[other] You have begun events that aren't public yet: { $titles }. Would you like to go on with one of them?
  }
events-create-go-on = Go on: { $title }
events-create-new = Begin another one

events-form-title = Title
    .help = What people read first
events-form-description = What it is about
    .help = What will happen, what to bring, who it suits
events-form-start = Start
    .help = For example: next Friday 20:00 · 24 Dec 6:30 pm · in 3 days at 19:00
events-form-duration = Duration
    .help = For example: 90 min · 2 hours. Empty: one hour
events-form-place-words = Place
    .help = An address or a link. For a voice or stage channel leave it empty and choose that next
events-form-zone = Time zone
    .help = A city, or a name like Europe/Berlin. The start is meant by the clocks there
events-form-channel = Voice or stage channel
    .help = If it takes place here on Discord
events-form-place = Or somewhere else
    .help = An address or a link; counts if no channel is chosen
events-form-capacity = Places
    .help = How many can come. Empty: no limit. Everybody else joins a waiting list
events-form-preset = It repeats
    .help = Made from the start of the event
events-form-rule = Or a rule of your own
    .help = An RRULE (RFC 5545), like FREQ=WEEKLY;BYDAY=TU,TH;COUNT=10. It counts before the menu
events-form-host = Host
    .help = Can be any member. They can change and run the event
events-form-cohost = Co-host
    .help = If there is one
events-form-role = Only for a role
    .help = Empty: everybody
events-form-rank = Or for a rank and those above
    .help = With a role and a rank either is enough
events-form-price = Price
    .help = As people read it, like “5 € at the door”. Empty: nothing is said
events-form-sponsor = Sponsor
    .help = Who makes it possible, if anybody
events-form-reminders = Reminders
    .help = How long before the start, like “1 day, 1 hour”. Empty: none
events-form-picture = Picture
    .help = PNG, JPEG, WebP or GIF up to 8 MB. Where and when it was taken is removed
events-form-reason = Reason
    .help = Everybody concerned reads it. Can stay empty
events-form-decline = Reason
    .help = Whoever proposed it reads this
events-form-words-title = Title and text
events-form-time-title = Time
events-form-place-title = Place
events-form-repeats-title = Repetition
events-form-people-title = Who hosts, who may come
events-form-more-title = Price, reminders, picture
events-form-back = So that nothing is lost, here is what you typed:

## The editor

events-editor-draft = Draft: only you see this. This is how the announcement will look.
events-editor-copy = Your changes: nothing is public until you save. This is how the announcement will look.
events-editor-proposal = A member's proposal: nothing is public yet. This is how the announcement will look.
events-editor-duration = **Duration** · { $span }
events-editor-reminders = **Reminders** · { $reminders }
events-editor-no-preview = The announcement is shown here as soon as the start is settled.
events-editor-zone-menu = Which zone do you mean?
events-editor-button-words = Text
events-editor-button-time = Time
events-editor-button-place = Place
events-editor-button-repeats = Repetition
events-editor-button-people = People
events-editor-button-more = Price, reminders, picture
events-editor-button-remove-picture = Remove the picture
events-editor-button-publish = Publish
events-editor-button-propose = Propose to the moderators
events-editor-button-approve = Approve and publish
events-editor-button-save = Save the changes
events-editor-button-leave = Forget the changes
events-editor-button-discard = Delete the draft
events-editor-button-save-yes = Yes, save
events-editor-button-back = Back
events-editor-published = **{ $title }** is published. It is announced in { $channel } in a moment.
events-editor-proposed = Thank you! **{ $title }** is with the moderators now. What they decide is told to you here, below something you do on this server.
events-editor-discarded = **{ $title }** is deleted.
events-editor-left = The changes to **{ $title }** are forgotten. The event is as it was.
events-editor-saved = **{ $title }** is saved. Announcements and Discord's own event follow in a moment.
events-editor-ask-save = { $people ->
    [0] Nobody is coming yet. Save the changes?
    [one] One person has answered for a date to come. A new time or place is told to those it concerns in the event's thread. Save the changes?
   *[other] { $people } people have answered for dates to come. A new time or place is told to those it concerns in the event's thread. Save the changes?
  }
events-editor-ask-dropped = { $dates ->
    [one] ⚠️ This date isn't part of the new repetition and will be **cancelled**:
   *[other] ⚠️ These { $dates } dates aren't part of the new repetition and will be **cancelled**:
  }
events-editor-dropped-line = - { $at } · { $people ->
    [0] no answers
    [one] one person has answered
   *[other] { $people } people have answered
  }

events-organising-start = **Start** · { $at } ({ $relative })
    -# { $wall } by the clocks of { $zone }
events-organising-zone = { $city } – { $zone }, { $offset }
events-organising-once = Once
events-organising-happens-once = **Repeats** · no, it takes place once
events-organising-repeats = **Repeats** · { $rule }
    -# next: { $dates }
events-organising-none = none
events-organising-before = { $span } before
events-organising-span-days = { $count ->
    [one] 1 day
   *[other] { $count } days
  }
events-organising-span-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
  }
events-organising-span-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
  }
events-organising-state-draft = Draft
events-organising-state-proposed = Waiting for a decision
events-organising-state-declined = Declined
events-organising-state-published = Published
events-organising-state-cancelled = Cancelled
events-organising-state-over = Over
events-organising-choice = { $title } ({ $state })

## Changing what is published

events-edit-which = **{ $title }** takes place again and again. What would you like to change?
events-edit-all = All dates to come
events-edit-one = Move one date only …
events-delete-ask = Delete **{ $title }** ({ $state })? This can't be undone.
events-delete-yes = Yes, delete

events-move-title = Move the event
events-move-ask = Move **{ $title }** from { $at }?
events-move-ask-series = Move **all dates to come** of **{ $title }**? The next one is on { $at }; the others move by as much.
events-move-people = { $people ->
    [0] Nobody is coming yet.
    [one] It concerns one person who has answered. They are told in the event's thread.
   *[other] It concerns { $people } people who have answered. They are told in the event's thread.
  }
events-move-dropped = { $people ->
    [one] ⚠️ Dates that one person has answered for would be **cancelled** by this.
   *[other] ⚠️ Dates that { $people } people have answered for would be **cancelled** by this.
  }
events-move-button = Move to { $at }
events-moved = **{ $title }** is moved to { $at }. { $people ->
    [0] Nobody was coming yet.
    [one] The one person concerned is told.
   *[other] The { $people } people concerned are told.
  }
events-cancel-title = Cancel the event
events-cancel-ask-one = Cancel **{ $title }** on { $at }? The other dates stay.
events-cancel-ask-once = Cancel **{ $title }** on { $at }?
events-cancel-ask-series = Cancel **{ $title }** with **all dates to come**? The next one would be on { $at }.
events-cancel-keep = No, keep it
events-cancel-button = Cancel the event …
events-cancelled = **{ $title }** is cancelled. { $people ->
    [0] Nobody was coming yet.
    [one] The one person concerned is told.
   *[other] The { $people } people concerned are told.
  }

## Proposals

events-queue-proposal = ### Proposal: { $title }
    by { $member }
events-queue-approved = ✅ Approved by { $member }, { $at }.
events-queue-declined = ❌ Declined by { $member }, { $at }.
events-queue-button-decline = Decline …
events-queue-button-edit = Edit
events-queue-button-see = See it
events-queue-decline-title = Decline the proposal
events-queue-taken-back = The proposal that stood here was taken back by the member who made it.
events-queue-host-lost = The host of **{ $title }** has left the server, and there is no co-host. Who hosts it from now on?
events-queue-host-menu = Choose a host
events-queue-host-named = **{ $title }** is hosted by { $member } from now on.
events-reason = Reason: { $reason }
events-former-member = a former member
events-news-approved = 🎉 Your event **{ $title }** was approved. You're its host: { COMMAND("event details") } shows you everything about it.
events-news-declined = Your event **{ $title }** was not approved.

## Details

events-details-capacity = **Places** · { $capacity }
events-details-unlimited = no limit
events-details-picture = **Picture** · { $has ->
    [yes] yes
   *[no] none
  }
events-details-pending = ⚠️ Something that was typed isn't settled yet.
events-details-edit = Change it
events-details-go-on = Go on
events-details-date-planned = to come
events-details-date-running = on right now
events-details-date-ended = over
events-details-date-cancelled = cancelled
events-details-moved = moved; it was to be on { $at }
events-details-no-answers = no answers yet
events-details-answer-going = going: { $count }
events-details-answer-offered = offered a place: { $count }
events-details-answer-waiting = waiting list: { $count }
events-details-answer-maybe = maybe: { $count }
events-details-answer-cannot = can't come: { $count }
events-details-announced = [announced]({ $link })
events-details-not-announced = not announced yet
events-details-reminder-planned = reminders planned: { $at }
events-details-reminder-sent = reminder { $before } before: sent { $at }
events-details-reminder-late = reminder { $before } before: sent late, { $at }
events-details-reminder-skipped = reminder { $before } before: not sent, as it was of no use any more
events-details-follow-up-planned = thanks and recap: still to come
events-details-follow-up-sending = thanks and recap: being sent
events-details-follow-up-sent = thanks and recap: sent
events-details-follow-up-late = thanks and recap: sent late
events-details-follow-up-skipped = thanks and recap: not sent, as nobody came or it was too late for that
events-details-native-kept = in Discord's own list of events, too
events-details-native-gone = deleted by hand from Discord's own list of events
events-details-native-off = not in Discord's own list of events
events-details-turnouts = **Who came**
events-details-turnout = { $at } · { $came } of { $going } came{ $missing ->
    [0] { "" }
    [one] { " · " }1 no-show
   *[other] { " · " }{ $missing } no-shows
}{ $unannounced ->
    [0] { "" }
   *[other] { " · " }{ $unannounced } more came unannounced
}
