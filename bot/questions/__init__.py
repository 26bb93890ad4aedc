"""Questions and answers: members ask, members answer, and what was solved helps the next one who asks."""
