"""Pictures: fonts, lines of text, colours and shapes, for the rank card and charts.

What is loaded at start imports nothing of this but `studio`: the rest needs Pillow, whose memory nobody should pay who
was never asked for a picture.
"""
