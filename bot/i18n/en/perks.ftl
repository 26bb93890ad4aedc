# Perks: the command /perks, cards, confirmations, what can't be done. Moments are Unix seconds, for Discord's <t:…>.

## Errors

perks-error-not-found = I can't find this perk. Please choose one of the suggestions.
perks-error-archived = This perk is no longer available.
perks-error-not-open-yet = This perk can be claimed from <t:{ $at }:f> on.
perks-error-open-no-more = This perk could be claimed until <t:{ $at }:f>.
perks-error-rank-needed = This is for members from the rank “{ $rank }” on. { $missing ->
    [one] You need { $missing } more point to reach it.
   *[other] You need { $missing } more points to reach it.
  }
perks-error-rank-gone = The rank this perk asks for no longer exists. An admin has to look at it first.
perks-error-claimed-enough = { $period ->
    [month] { $limit ->
        [one] You have already claimed this this month. Next month you can again.
       *[other] You have already claimed this { $limit } times this month. Next month you can again.
      }
    [season] { $limit ->
        [one] You have already claimed this this season. Next season you can again.
       *[other] You have already claimed this { $limit } times this season. Next season you can again.
      }
   *[ever] { $limit ->
        [one] You have already claimed this. It can be claimed once.
       *[other] You have already claimed this { $limit } times, which is the limit for each member.
      }
  }
perks-error-none-left = Sorry, this is no longer available: somebody else had the last one. You have paid nothing.
perks-error-too-few-points = { $price ->
    [one] This costs { $price } point.
   *[other] This costs { $price } points.
  } You have { $balance } to spend.

perks-error-claim-not-found = I can't find this among your claims.
perks-error-code-erased = You had this code erased after you saved it, so I can't show it any more.
perks-error-code-unreadable = I can't open the codes at the moment: the key they are sealed with is missing or another one. Nothing was changed, and nobody paid. Please tell the people who run the bot.
perks-error-no-codes = This perk doesn't come with a code: staff see to it.
perks-error-file = I can't read this file. Please save the codes as CSV (UTF-8), not as a workbook.
perks-error-file-size = This file is too large: { $limit } KB at the most.
perks-error-file-empty = There is no code in this file.
perks-error-file-column = This file has several columns. Please call the one with the codes “code”, in the first line.
perks-error-file-code = In line { $line } there is something that can't be a code: it is longer than { $limit } characters, or has characters that nobody can copy. Nothing was taken from the file.
perks-error-file-rounded = In line { $line } a spreadsheet has made a rounded number of the code (like 1.23E+15). Please format the column as text, enter the codes anew and save the file again. Nothing was taken from it.
perks-error-file-many = A file can have { $limit } codes at the most. Please split it.
perks-error-import-outdated = These codes don't wait any more: they were added, taken back, or left for over an hour. Please upload the file again.

perks-error-admins-only = Only admins can do this.
perks-error-staff-only = Only staff can do this.
perks-error-already-decided = Somebody else has decided on this already.
perks-error-reason = Please give a reason in words, { $limit } characters at the most. The member will read it.
perks-error-name = Please give a name in words, { $limit } characters at the most.
perks-error-name-taken = There is already a perk named “{ $name }”.
perks-error-description = The description can have { $limit } characters at the most.
perks-error-rank-unknown = I can't find this rank. Please choose one of the suggestions.
perks-error-price = The price can be 0 to { $limit } points.
perks-error-stock = The stock can be 0 to { $limit }.
perks-error-limit = The limit for each member can be 1 to { $limit }.
perks-error-stock-is-codes = A perk with codes has as many as there are codes. Add codes with { COMMAND("perks codes") } instead of setting a stock.
perks-error-moment = I can't read “{ $typed }” as a day. Please write it like 2026-12-24 or 2026-12-24 18:30; it is taken in the server's time zone.
perks-error-closes-before = The end has to be after the beginning.
perks-error-too-many = There can be { $limit } perks at the most. Please archive one first.

## Commands

perks-command = What you get here for your rank and your points
    .name = perks
perks-command-list = Shows the perks there are, and what you can claim
    .name = list
perks-command-claim = Claims a perk, after a look at its price
    .name = claim
perks-command-mine = Shows what you have claimed, and your codes again
    .name = mine
perks-command-add = Admins: offers a new perk
    .name = add
perks-command-edit = Admins: changes a perk
    .name = edit
perks-command-archive = Admins: takes a perk out of the list
    .name = archive
perks-command-codes = Admins: shows how a perk's codes stand, and adds codes from a file
    .name = codes
perks-command-claims = Admins: shows who claimed what
    .name = claims

perks-option-perk = Which perk
    .name = perk
perks-option-claims-perk = Only the claims of this perk; all if you leave it out
perks-option-name = What members see, 60 characters at the most
    .name = name
perks-option-new-name = Another name
    .name = new-name
perks-option-gives = How members get it; can't be changed later
    .name = by
perks-option-description = What it is, and how to use it
    .name = description
perks-option-price = Points it costs; 0: nothing
    .name = price
perks-option-rank = The rank members need
    .name = rank
perks-option-stock = How often it can be claimed in all, those already claimed included
    .name = stock
perks-option-per-member = How often each member can claim it; 0: no limit
    .name = per-member
perks-option-period = Within what that limit counts
    .name = period
perks-option-opens = First day or moment, like 2026-12-01 or 2026-12-01 18:00
    .name = from
perks-option-closes = Last day, or the moment it ends, like 2026-12-24 or 2026-12-24 18:00
    .name = until
perks-option-remove = Something to take away again
    .name = remove
perks-option-file = A CSV file with one column, or with a column “code”
    .name = file

perks-gives-code = A code from a file, at once
perks-gives-staff = Staff see to it, e.g. by mail
perks-period-ever = Ever
perks-period-month = Each month
perks-period-season = Each season
perks-remove-description = The description
perks-remove-rank = The rank
perks-remove-stock = The stock: no limit
perks-remove-opens = The beginning
perks-remove-closes = The end

## Buttons

perks-button-claim = Claim
perks-button-confirm = Yes, claim it
perks-button-saved = I have saved it
perks-button-erase = Erase the code
perks-button-keep = Keep it
perks-button-show = Show the code
perks-button-archive = Take it out
perks-button-bring-back = Bring it back
perks-button-add-codes = Add these codes
perks-button-remove-free = Delete unclaimed codes…
perks-button-remove-free-yes = Delete them
perks-button-export = Export as CSV
perks-button-fulfil = Fulfilled
perks-button-refuse = Refuse…
perks-button-see = See to it

## A perk

perks-fact-price = { $price ->
    [0] free
    [one] { $price } point
   *[other] { $price } points
  }
perks-fact-rank = from “{ $rank }” ({ $points } points)
perks-fact-rank-gone = its rank was deleted
perks-fact-left = { $left ->
    [0] none left
   *[other] { $left } left
  }
perks-fact-limit = { $period ->
    [month] { $limit ->
        [one] once a month
       *[other] { $limit } times a month
      }
    [season] { $limit ->
        [one] once a season
       *[other] { $limit } times a season
      }
   *[ever] { $limit ->
        [one] once
       *[other] { $limit } times
      }
  }
perks-fact-opens = from { $at }
perks-fact-closes = until { $at }
perks-fact-gives-code = a code, at once
perks-fact-gives-staff = staff see to it
perks-status-claimed = { $count ->
    [one] You have claimed this.
   *[other] You have claimed this { $count } times.
  }

## Members

perks-list-title = ## Perks
    You have **{ $balance }** { $balance ->
        [one] point
       *[other] points
      } to spend. Spending never lowers your rank.
perks-list-empty = ## Perks
    There are no perks here yet.
perks-confirm = { $price ->
    [0] This costs nothing. Do you want to claim it?
    [one] This costs **{ $price } point**. You have { $balance } and will have { $after } left. Do you want to claim it?
   *[other] This costs **{ $price } points**. You have { $balance } and will have { $after } left. Do you want to claim it?
  }
perks-confirm-changed = ⚠️ The price has changed meanwhile. Nothing was paid yet.
perks-done = ### { $gives ->
        [code] { $perk } is yours
       *[staff] { $perk }: claimed
      }
    { $price ->
        [0] It cost nothing.
        [one] You paid { $price } point and have { $balance } left.
       *[other] You paid { $price } points and have { $balance } left.
    }
perks-done-waiting = ⏳ The team sees to it now. { COMMAND("perks mine") } shows how it stands.
perks-done-code = Your code:
perks-done-code-note = -# Only you can see this. { COMMAND("perks mine") } shows it again until you say that you have saved it.
perks-erase-ask = Shall I erase the code? Then nobody can show it to you again: not I, and not the team.
perks-erased = The code for “{ $perk }” is erased. It stays among your claims, without the code.

perks-mine-title = ## What you have claimed ({ $count })
perks-mine-empty = ## What you have claimed
    Nothing yet. { COMMAND("perks list") } shows what there is.
perks-mine-line = **{ $perk }** · { $at }{ $price ->
    [0] { "" }
    [one] { " " }· { $price } point
   *[other] { " " }· { $price } points
  }
perks-state-handed = Your code is ready.
perks-state-erased = You have saved the code, and it was erased here.
perks-state-waiting = ⏳ The team is seeing to it.
perks-state-fulfilled = ✅ Done by the team.
perks-state-refused = ❌ { $price ->
    [0] The team couldn't do this.
    [one] The team couldn't do this. Your { $price } point is back.
   *[other] The team couldn't do this. Your { $price } points are back.
  }
perks-reason = > Reason: { $reason }
perks-news = **News about your claims**

## Admins

perks-added = ✅ The perk is there. This is how members find it:
perks-edited = ✅ Changed. This is how members find it:
perks-edit-nothing = You named nothing to change. This is how members find it:
perks-next-codes = → Next, add its codes with { COMMAND("perks codes") }: until then nobody can claim it.
perks-archive-ask = { $claimed ->
    [0] Take “{ $perk }” out of the list? { $codes ->
        [0] Nobody has claimed it, so it will be deleted.
        [one] Nobody has claimed it, so it will be deleted, together with { $codes } code.
       *[other] Nobody has claimed it, so it will be deleted, together with { $codes } codes.
      }
   *[other] Take “{ $perk }” out of the list? It was claimed { $claimed ->
        [one] once
       *[other] { $claimed } times
      }, so it goes into the archive: members keep what they have, and you can bring it back.
  }
perks-archived = “{ $perk }” is in the archive. Members keep what they have claimed.
perks-archived-already = “{ $perk }” is in the archive already.
perks-deleted = The perk is deleted. Nobody had claimed it.
perks-brought-back = ✅ The perk is in the list again:

perks-codes-status = ### Codes of “{ $perk }”
    Not yet claimed: **{ $free }**
    Claimed: **{ $claimed }** (of these saved and erased by their owners: { $erased })
    -# Codes are kept encrypted and are shown to nobody but who claimed them. Attach a CSV file to this command to add more.
perks-codes-preview = ### Add codes to “{ $perk }”?
    New: **{ $new }**
    Already known: { $known }
    More than once in the file: { $repeated }
    The first one: { $length } characters, ends in “{ $ending }”. Should that be a heading, call it “code” instead.
    -# Nothing is added yet. The codes wait for an hour, encrypted. Please also delete the file where you don't need it any more.
perks-codes-added = ✅ { $added ->
    [one] { $added } code was added to “{ $perk }”.
   *[other] { $added } codes were added to “{ $perk }”.
  } Not yet claimed now: { $left }.
perks-codes-dropped = Taken back. No code was added.
perks-codes-remove-ask = { $free ->
    [one] Delete the { $free } code of “{ $perk }” that nobody has claimed?
   *[other] Delete the { $free } codes of “{ $perk }” that nobody has claimed?
  } This can't be undone; those that were claimed stay with their owners.
perks-codes-removed = { $count ->
    [one] { $count } code was deleted.
   *[other] { $count } codes were deleted.
  }

perks-claims-title = ## Claims ({ $count })
perks-claims-line = **#{ $number } { $perk }** · { $member } · { $at } · { $price ->
    [0] free
    [one] { $price } point
   *[other] { $price } points
  }
perks-claims-state-handed = code handed over; saved and erased by its owner
perks-claims-state-waiting = ⏳ waits for staff
perks-claims-state-fulfilled = ✅ fulfilled
perks-claims-state-refused = ❌ refused
perks-claims-code = code handed over: …{ $ending }
perks-exported = All of these claims as a file, which Excel opens too. The codes are not in it.
perks-former-member = former member

## Staff

perks-queue-claim = ### Perk claimed: { $perk }
    { $member } · { $at } · { $price ->
        [0] free
        [one] { $price } point
       *[other] { $price } points
      } · #{ $number }
perks-queue-fulfilled = ✅ Fulfilled by { $member }, { $at }
perks-queue-refused = ❌ Refused by { $member }, { $at }. { $price ->
    [0] It was free.
   *[other] The points were given back.
  }
perks-queue-low = { $left ->
    [0] ⚠️ The perk “{ $perk }” is used up.
    [one] ⚠️ Only { $left } of the perk “{ $perk }” is left.
   *[other] ⚠️ Only { $left } of the perk “{ $perk }” are left.
  } { $gives ->
    [code] Admins can add codes with { COMMAND("perks codes") }.
   *[staff] Admins can raise the stock with { COMMAND("perks edit") }.
  }
perks-refuse-title = Refuse a claim
perks-refuse-reason = Reason
    .help = The member will read it. Their points are given back.
