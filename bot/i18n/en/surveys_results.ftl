# Results of surveys: figures in words and charts, files, decisions.

surveys-error-nothing-to-decide = Decisions are recorded for concept tests that have closed.
surveys-error-decision-empty = Please write what was decided.

surveys-command-results = See what was answered, as far as it may be seen
    .name = results
surveys-command-export = Download the results for spreadsheets and as JSON
    .name = export

surveys-results-heading = ## Results: { $title }
surveys-results-open = Still open – it closes { $closes }.
surveys-results-open-forever = Still open.
surveys-results-closed = Closed { $closed }.
surveys-results-rate = **{ $finished }** of { $asked } who were asked have answered (**{ $percent }%**).
surveys-results-rate-unknown =
    { $finished ->
        [one] **One person** has answered; it isn't known how many were asked.
       *[other] **{ $finished } people** have answered; it isn't known how many were asked.
    }
surveys-results-as-of = As of { $count } answers. Figures of an anonymous survey move by five people at a time, so that nobody can tell what the latest one answered.
surveys-results-not-yet = Figures of an anonymous survey can be seen once enough people have answered – at the earliest with the tenth answer – or when it has closed with at least five.
surveys-results-not-yet-concept = What was chosen can be seen when the test has closed.
surveys-results-too-few = Fewer than five people answered. To protect them nothing is shown, and what they answered was deleted.
surveys-results-too-few-public = Fewer than five people answered. To protect them no results are shown. Thank you to everybody who took part!
surveys-results-texts-later = What people wrote can be seen after closing.

surveys-results-question = ### { $number }. { $text }
surveys-results-line = { $answer } – **{ $percent }%** ({ $count })
surveys-results-answered =
    { $count ->
        [one] One person answered
       *[other] { $count } people answered
    }
surveys-results-answered-several =
    { $count ->
        [one] One person answered; several choices were possible
       *[other] { $count } people answered; several choices were possible
    }
surveys-results-mean = mean { $mean } (dotted line), median { $median }
surveys-results-hidden = Fewer than five people answered this question, so its figures aren't shown.
surveys-results-hidden-open = The figures of this question can be seen after closing.
surveys-results-texts-hidden = Fewer than five people wrote something here, so it isn't shown.
surveys-results-texts-order = -# { $count } texts, in random order.

surveys-results-figure = { $count } · { $percent }%
surveys-results-percent = { $percent }%
surveys-results-alt = { $title }: { $bars }. { $note }
surveys-results-alt-bar = { $answer } { $figure }

surveys-results-segments = ### Who took part
surveys-results-segment-rank = **By rank**
surveys-results-segment-interest = **By interest**
surveys-results-segment-role = **By role**
surveys-results-segment-line = { $group }: { $finished } of { $asked } ({ $percent }%)
surveys-results-segments-note = -# Groups of fewer than five people are left out, and others from which those could be worked out.
surveys-results-group-gone = deleted role
surveys-results-groups = **By group**
surveys-results-group-line = { $group } (n = { $count }): { $bars }

surveys-results-decision = ### Decision
surveys-results-decided = { $decision }
    -# Recorded { $when }.
surveys-results-more =
    { $count ->
        [one] One more question isn't shown here for want of room.
       *[other] { $count } more questions aren't shown here for want of room.
    }
surveys-results-thanks = Thank you to everybody who took part!

surveys-results-button-files = Download
surveys-results-button-decide = Record the decision
surveys-results-form-decision = Decision
surveys-results-form-decision-text = What was decided, and why?
surveys-results-form-decision-help = Shown with the results, and kept.
surveys-results-decision-kept = The decision is recorded.

surveys-results-files = The results as they are shown. In the JSON file there is everything.
surveys-results-files-rows = In `answers.csv` there is a line for each response.
surveys-results-files-texts = What people wrote is in `texts.csv`, in random order. Without names, there is no file with a line for each person: all the answers of one person together could tell who it was.
surveys-results-files-none = There is nothing to download: no results may be seen.
