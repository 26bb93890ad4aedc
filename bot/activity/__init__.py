"""What members do, counted exactly once: the one entry for messages, the group commit, the days' facts.

Facts come in synchronously from the gateway (`Activity.message`, `.reaction`, …), wait in a buffer, and are written
together every 100 ms, with each channel's cursor and the gateway position up to which everything is in.
"""
