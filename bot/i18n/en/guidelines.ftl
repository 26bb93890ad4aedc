# Guidelines: the command /rules, the pages of the rules, agreeing, the draft, /doctor, and the rules that are suggested.

## Errors

guidelines-error-admins-only = Only admins can change the rules.
guidelines-error-none = No rules are published here yet.
guidelines-error-rule-not-found = There is no rule number { $number }.
guidelines-error-version-not-found = I can't find this version of the rules.
guidelines-error-no-draft = This draft is gone: it was published or discarded meanwhile. Nothing was changed.
guidelines-error-draft-changed = The draft was changed after these buttons were shown, perhaps by another admin. I changed nothing. Please look at the draft as it is now, and try again.
guidelines-error-draft-there = Somebody else has just begun a draft. I changed nothing.
guidelines-error-rule-gone = This rule is no longer in the draft.
guidelines-error-too-many = { $limit } rules at the most: more than that, and nobody reads them.
guidelines-error-title = A title needs words, in { $limit } characters at the most.
guidelines-error-text = The text of a rule needs words, in { $limit } characters at the most.
guidelines-error-half = In the other language, please write both title and text, or neither.
guidelines-error-penalty = I don't know this action. Please choose one from the menu.
guidelines-error-draft-empty = There is no rule in the draft yet.
guidelines-error-nothing-changed = The draft is the same as what is published. There is nothing to publish.

## Commands

guidelines-command = The rules of this community
    .name = rules
guidelines-command-show = Read the rules, and agree to them
    .name = show
guidelines-command-history = Which versions of the rules there were, and what changed
    .name = history
guidelines-command-edit = For admins: change the rules in a draft and publish it
    .name = edit
guidelines-option-number = Show this rule only
    .name = number

## Reading and agreeing

guidelines-title = Community rules
guidelines-version-line = Version { $number } · since { $at }
guidelines-button-open = Read and agree
guidelines-button-own-language = Read in my language（自分の言語で読む）
guidelines-button-agree = I agree
guidelines-button-changes = What has changed
guidelines-read-changed = **The rules have changed** since you agreed to version { $number }. Please read them once more.
guidelines-read-newer = **The rules have changed while you were reading.** This is the new version.
guidelines-read-on = Page { $page } of { $pages }. On the last page you can agree.
guidelines-read-agree = With *I agree* you confirm that you have read these rules and will keep to them.
guidelines-read-agreed = ✅ You agreed to this version on { $at }.
guidelines-read-agreed-before = ✅ You agreed to version { $number } on { $at }. Only details have changed since, so you needn't do anything.
guidelines-agreed = ✅ **Thank you!** You agreed to version { $number } of the rules on { $at }.
guidelines-agreed-role = { $pending ->
    [true] You will get the role { $role } once you have finished Discord's own steps for newcomers.
   *[false] You will get the role { $role } in a moment.
  }
guidelines-agreed-next = -# { COMMAND("start") } shows what to do next.
guidelines-ask-first = 📜 **This community has rules.** You haven't agreed to them yet. Please take two minutes to read them.
guidelines-ask-again = 📜 **The rules have changed** since you agreed to version { $number } on { $at }. Please read them and agree once more.
guidelines-audit-reason = Agreed to the rules
guidelines-former-member = a former member

## Actions

guidelines-penalty-line = What moderators usually do: { $penalty }
guidelines-penalty-note = Note for the moderators
guidelines-penalty-warn = Warning
guidelines-penalty-remove = Remove the message and warn
guidelines-penalty-timeout = Timeout for { $length }
guidelines-penalty-kick = Kick from the server
guidelines-penalty-ban = { $length ->
    [none] Permanent ban
   *[other] Ban for { $length }
  }
guidelines-length-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
  }
guidelines-length-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
  }
guidelines-length-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
  }

## History and differences

guidelines-history-title = Versions of the rules
guidelines-history-line = **Version { $number }** · { $at } · { $rules ->
    [one] { $rules } rule
   *[other] { $rules } rules
  }
    { $material ->
    [first] The first rules.
    [true] The meaning changed: everybody was asked to agree again.
   *[false] Only details changed.
  } { $agreed ->
    [0] Nobody has agreed to this version yet.
    [one] { $agreed } member agreed to this version.
   *[other] { $agreed } members agreed to this version.
  }
guidelines-history-by = Published by { $member }
guidelines-history-agreed = { $count ->
    [0] Nobody has agreed to the rules now in force yet.
    [one] { $count } member has agreed to the rules now in force.
   *[other] { $count } members have agreed to the rules now in force.
  }
guidelines-changes-title = What changed from version { $before } to { $after }
guidelines-count-added = { $count } added
guidelines-count-changed = { $count } changed
guidelines-count-removed = { $count } removed
guidelines-count-renumbered = { $count } renumbered
guidelines-difference-language = {" "}({ $name })
guidelines-difference-added = 🆕 **New: { $number }. { $title }**
guidelines-difference-removed = 🗑️ **Removed: { $number }. { $title }**
guidelines-difference-changed = ✏️ **Changed: { $number }. { $title }**
guidelines-difference-before = Before:
guidelines-difference-now = Now:
guidelines-difference-translated = Written in this language for the first time:
guidelines-difference-no-more = No longer written in this language. It said:
guidelines-difference-penalty = What moderators usually do: { $old } → **{ $new }**
guidelines-difference-renumbered = 🔢 **Renumbered:** { $moves }
guidelines-difference-unseen = Nothing changed in your language.

## The draft

guidelines-begin = ## 📜 There are no rules here yet
    I can suggest eight, in English and in Japanese. You can change every word before anybody sees them.
guidelines-begin-suggested = Start from these
guidelines-begin-empty = Start with none
guidelines-draft-title = Draft of version { $number }
guidelines-draft-begun = Begun by { $member }, changed { $at }
guidelines-draft-first = not published yet
guidelines-draft-same = the same as version { $number }
guidelines-draft-empty = There is no rule in it yet.
guidelines-draft-lacking = not in { $language }
guidelines-draft-menu = Choose a rule to change, move or remove
guidelines-draft-gone = There is no draft any more. { COMMAND("rules edit") } begins a new one.
guidelines-draft-difference = What version { $number } would change in version { $before }
guidelines-button-draft = Back to the draft
guidelines-button-add = Add a rule
guidelines-button-edit = Edit
guidelines-button-up = Up
guidelines-button-down = Down
guidelines-button-remove = Remove
guidelines-button-remove-yes = Yes, remove it
guidelines-button-keep = Keep it
guidelines-button-difference = See what changes
guidelines-button-publish = Publish
guidelines-button-discard = Discard
guidelines-button-discard-yes = Yes, discard it
guidelines-remove-ask = **Remove rule { $number } from the draft?** What is published stays as it is until you publish the draft.
guidelines-rule-added = ✅ Added as rule { $number }.
guidelines-rule-edited = ✅ Rule { $number } is changed in the draft.
guidelines-rule-removed = ✅ The rule is removed from the draft. Those after it have moved up.
guidelines-discard-ask = **Discard the whole draft?** What is published stays as it is.
guidelines-discarded = The draft is discarded.
guidelines-publish-first = **Publish this as the first version of the rules?**
    { $count ->
    [one] It has { $count } rule.
   *[other] It has { $count } rules.
  } Members are asked to agree when they next use me, once each, in private.
guidelines-publish-ask = **Publish version { $number }?** ({ $difference })
    Does the change matter to members, so that they have to agree again? If so, I ask each of them in private when they next use me. Corrected spelling or clearer words are only details.
guidelines-publish-material = Yes: ask everyone again
guidelines-publish-details = No: only details
guidelines-publish-lacking = ⚠️ Not in { $language } yet: { $numbers }. Readers of { $language } will see the other language there.
guidelines-publish-where = The rules are posted in { $channel } and kept up to date there.
guidelines-publish-closed = ⚠️ The rules belong in { $channel }, but I can't post them there. Please allow me there to view the channel and send messages: I then post them within six hours.
guidelines-publish-nowhere = No channel is set for the rules, so they are posted nowhere. You can set one in { COMMAND("settings open") }.
guidelines-published = ✅ **Version { $number } is published.** { $material ->
    [true] I ask members to agree when they next use me.
   *[false] Nobody has to agree again.
  }
guidelines-language-en = English
guidelines-language-ja = Japanese
guidelines-form-title = Add a rule
guidelines-form-title-edit = Edit the rule
guidelines-form-heading = Title in { $language }
guidelines-form-text = Text in { $language }
guidelines-form-heading-other = Title in { $language } (optional)
guidelines-form-text-other = Text in { $language } (optional)
guidelines-form-penalty = What moderators usually do
    .help = They can decide otherwise when there is a reason.
guidelines-form-back = This is what you wrote, so that nothing is lost:

## /doctor

guidelines-doctor-unpublished = There are no rules that members could agree to
    .remedy = { COMMAND("rules edit") } suggests a set of them.
guidelines-doctor-draft-first = A first draft of the rules was begun, but never published
    .remedy = Publish it with { COMMAND("rules edit") }.
guidelines-doctor-draft = A draft of the rules has been waiting since { $at }
    .remedy = Publish or discard it with { COMMAND("rules edit") }.
guidelines-doctor-posted = The rules posted in { $channel } are up to date
guidelines-doctor-not-posted = I could not post the rules in { $channel }
    .remedy = Allow me there to view the channel and send messages. I then post them within six hours, or at once when you press *Try again* here.
guidelines-doctor-posts-outdated = The rules in { $channel } are not yet the latest
    .remedy = They usually are within a minute. If not, see what is said above about the channel.
guidelines-doctor-posts-missing = Some of the rules posted in { $channel } were deleted
    .remedy = I post them again within six hours. If you don't want them there, take the channel out in { COMMAND("settings open") }.
guidelines-doctor-role-managed = The role for members, { $role }, belongs to an app or to boosting: nobody can give it
    .remedy = Choose another one with { COMMAND("settings open") }.
guidelines-doctor-role-powerful = The role for members, { $role }, has permissions of moderators or admins. I don't give those to everybody who presses a button
    .remedy = Take these permissions from the role in Server Settings → Roles, or choose another one with { COMMAND("settings open") }.

## Settings

settings-guidelines = Rules
    .help = Where the rules are posted, and which role agreeing to them gives.
settings-guidelines-channel-id = Channel for the rules
    .help = The rules are posted here and kept up to date. If you take the channel out, I remove them there.
settings-guidelines-member-role-id = Role for members
    .help = Given to everybody who agrees to the rules, and to those who already have. It is never taken away.

## Suggested rules

guidelines-suggested-1 = Be kind and respectful
    .text = Behind every name is a person. Disagree with what was said, not with who said it, and assume good intentions. Beginners' questions are welcome here.
guidelines-suggested-2 = No harassment, no discrimination
    .text = Insults, threats, stalking, sexual remarks, and contempt for people because of their origin, gender, orientation, faith, age or disability have no place here, nor in direct messages between members. If somebody asks you to stop, stop.
guidelines-suggested-3 = No advertising
    .text = Please don't promote other products, shops, servers or your own channels, don't recruit or collect money, and don't approach members by direct message to do so. Not sure? Ask the team first.
guidelines-suggested-4 = Protect privacy
    .text = Post no names, addresses, phone numbers, order numbers or photos of other people without their consent, and be careful with your own. The team never asks for your password or card number.
guidelines-suggested-5 = Share nothing confidential, spoil nothing
    .text = What isn't announced yet, or was told to you in confidence (tests, previews, talks with the team), stays out of here. Mark spoilers as spoilers.
guidelines-suggested-6 = The right place for everything
    .text = Stay on the topic of the channel, and look whether your question has been answered before. Post it once, not in every channel. Don't ping people who aren't part of the conversation.
guidelines-suggested-7 = Safe and legal
    .text = No instructions that can hurt somebody, no illegal or pirated content, nothing sexual or violent. Post only pictures and texts that you may share, and name the source.
guidelines-suggested-8 = Listen to the team, and tell us
    .text = Please follow what staff and moderators ask of you. If you think a decision is wrong, tell us calmly and in private. If you see something that breaks these rules, report it to us instead of answering it.

onboarding-step-agree = Read the rules and agree
    .help = It takes two minutes, and then you know what everybody here can count on.
