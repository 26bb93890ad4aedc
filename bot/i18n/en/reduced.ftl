# What features can't do without one of Discord's two privileged intents, for /doctor and /settings.

reduced-intent-members = Server Members
reduced-intent-content = Message Content

reduced-members-onboarding = I notice newcomers by the first thing they do: a message, a reaction, a command or a button; Discord's own screening counts as over then. I can't tell by which invite they came, so inviting earns nothing. Those who only read are neither welcomed nor counted, and those who leave are noticed when I look for everybody, once a day.
reduced-members-questions = That an asker or an expert has left is noticed when I next need them.
reduced-members-points = Those who come back get the role of their rank with the next daily check, not at once.
reduced-members-profiles = Interests that were given by hand, or by Discord's own onboarding, count with the next command or button of whoever has them, not at once.
reduced-members-events = That somebody who was going has left the server is noticed when I look for everybody who answered, once a day; their place is offered to the next in line then.
reduced-members-surveys = I can't list members: random samples and the NPS only reach those who have written something or earned points, how many have a role can't be told, and where everybody is asked, bots are counted, too.
reduced-content-questions = Posts written in the forum by hand are found by their titles only, since Discord doesn't show me their text. Of an answer I keep the words only if it is accepted from the message's own menu, and where answers are listed I show who wrote them and when. A message that becomes a question leaves its pictures behind. { COMMAND("ask") } works fully.
reduced-content-points = I can't tell short and repeated messages from others, so they count like all.
reduced-content-filters = I can't read messages, so filters find nothing in them. What is handed to Discord's own AutoMod works fully and is recorded here, without the words.
reduced-content-moderation = { COMMAND("mod purge") } can’t look for words or links, and what it deletes is kept without its words; by number, person and time it works fully. Messages that are reported, or decided about from their own menu, are kept as ever.
reduced-members-raids = I am not told who joins, so I can’t notice raids. { COMMAND("raid start") } closes the doors by hand, and Discord’s own raid protection works as ever.
