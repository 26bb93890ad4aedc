"""The one inbox of the moderators: everything that waits for one of them, from whatever feature."""
