"""What a server's admins choose: typed sections with defaults in code, and rows for what differs."""
