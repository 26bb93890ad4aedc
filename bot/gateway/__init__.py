"""The line to Discord: the one entry for what happens, how far it has come, and the session that outlives a process.

discord.py makes an object and a task of every message, though almost none concerns anybody. Here each event is taken
once, synchronously, as the dictionary it came as; a message is made only where a feature asks for it (`Messages`).
"""
