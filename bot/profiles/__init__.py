"""What members say about themselves, if they like: profile, interests, language, time zone, quiet hours."""
