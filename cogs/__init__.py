"""How Discord shows each feature: one package a feature, commands in `cog.py`, buttons and modals in `views.py`."""
