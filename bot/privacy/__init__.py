"""What is stored about members, shown, given out, erased, no longer recorded, and forgotten in time."""
