"""What a server's admins choose: typed sections with defaults and bounds in code, and rows for what differs from them."""
