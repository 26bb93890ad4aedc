# Problems with the bot itself, told to whoever runs it.

problems-command = Tell whoever runs this bot that something is wrong with it
    .name = problem
problems-command-code = The code you were shown with an error, if there was one

problems-form = Something is wrong with the bot
problems-form-what = What happened?
    .help = What you did, what you expected, and what came instead.
problems-form-code = Code
    .help = If an error showed you a code, type it here. It leads straight to the cause.
problems-form-nameless = Leave my name out
    .help = Whoever runs the bot sees who wrote this, and can answer you. Without your name they can't.

problems-thanks = Thank you! Your report is number **{ $number }**; whoever runs this bot will see it.
problems-text-back = This is what you wrote, so that it isn't lost:
problems-error-nothing-said = Please say in words what happened.
problems-error-too-many = You have sent { $limit } reports in the last 24 hours, which is the limit. Please send the next one tomorrow.
problems-error-too-many-nameless = Too many reports without a name came from this server today. Please send yours with your name, or tomorrow.

# In the operator's channel.
problems-told = 🛠️ **Problem { $number }** · { $server } (`{ $server_id }`)
problems-told-by = Reported by { $member } (`{ $member_id }`)
problems-told-nameless = Reported without a name
problems-told-code = Code: `{ $reference }` (it is in the log)
