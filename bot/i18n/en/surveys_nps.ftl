# The NPS: rounds, who is asked, scores and reasons.

surveys-nps-title = How likely are you to recommend us? ({ $round })
surveys-nps-why = Once a quarter we ask whether you would recommend us, and why. It shows us what to change first. Your answer is anonymous.
surveys-nps-question = How likely are you to recommend us to a friend or colleague?
surveys-nps-reason = What is the main reason for your answer?

surveys-error-round-running = A round is running already. The next one can begin when it has closed.
surveys-error-nobody-to-ask = There is nobody to ask now: everybody has been asked within the last 90 days, is staff, or has joined within the last 14 days.
surveys-error-members-unknown = Discord doesn't tell me who the members are at the moment. Please try again in a few minutes.

surveys-nps-command-start = Ask everybody now who hasn't been asked within 90 days
    .name = start
surveys-nps-command-show = Show the score, its trend and what people wrote
    .name = show
surveys-nps-command-export = Download all rounds, with the reasons of the latest
    .name = export

surveys-nps-started =
    { $count ->
        [one] The round { $round } has begun. One member is asked; it closes { $closes }.
       *[other] The round { $round } has begun. { $count } members are asked; it closes { $closes }.
    }
surveys-nps-started-known = Without the members intent I only know of members who have written something or earned points. Nobody else is asked.
surveys-nps-mention = { $members } – it's your turn: how likely are you to recommend us? It takes a minute, and nobody sees who said what.
surveys-nps-turn = This quarter you are one of those we ask: how likely are you to recommend us? It takes a minute, and nobody sees who said what.

surveys-nps-heading = ## NPS
surveys-nps-none = No round has closed yet.
surveys-nps-off = The NPS isn't asked by itself. You can switch that on in { COMMAND("settings open") } or start a round by hand with { COMMAND("nps start") }.
surveys-nps-running = **{ $round } is running:** { $finished } of { $invited } have answered; it closes { $closes }. The score is counted on closing.
surveys-nps-score = **{ $round }: { $score }** (95% interval { $low } to { $high })
surveys-nps-counts =
    Promoters { $promoters } · passives { $passives } · detractors { $detractors }
    { $answered } of { $asked } who were asked answered ({ $percent }%).
surveys-nps-few = **{ $round }:** fewer than five people answered. To protect them nothing is shown.
surveys-nps-change-up = **Up by { $points }** against { $before } (95% interval of the change: { $low } to { $high }).
surveys-nps-change-down = **Down by { $points }** against { $before } (95% interval of the change: { $low } to { $high }).
surveys-nps-change-unclear = **No clear change** against { $before }: the difference of { $points } could be chance (95% interval: { $low } to { $high }).
surveys-nps-means = -# Score: share of promoters (9–10) less share of detractors (0–6), from −100 to +100. With few answers the interval is wide: compare rounds by it, not by the score alone.

surveys-nps-reasons = ### Reasons given by { $stances }
surveys-nps-reasons-none = In the latest round fewer than five people gave a reason, so none are shown.
surveys-nps-stance-promoter = promoters
surveys-nps-stance-passive = passives
surveys-nps-stance-detractor = detractors

surveys-nps-chart-trend = NPS, round by round
surveys-nps-chart-trend-note = The lines up and down show the 95% interval.
surveys-nps-chart-quarter =
    Q{ $number }
    { $year }
surveys-nps-chart-stance-promoter = Promoters (9–10)
surveys-nps-chart-stance-passive = Passives (7–8)
surveys-nps-chart-stance-detractor = Detractors (0–6)
surveys-nps-chart-score = NPS { $score } (95% interval { $low } to { $high })
surveys-nps-alt-round = { $round }: { $score }, between { $low } and { $high }

surveys-nps-button-files = Download
surveys-nps-files = All closed rounds, and the reasons of the latest one that has any.
