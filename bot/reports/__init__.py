"""What members tell the moderators of: a message or a member, in confidence."""
