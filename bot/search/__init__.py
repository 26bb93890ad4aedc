"""Full-text search: finds the documents that say what a text says, in English and Japanese, one table per server.

`tokens` makes words out of text, `query` chooses the words worth looking for, `gate` judges whether a result may be
shown unasked, `index` is the one interface features use, `fts5` keeps it in SQLite, `semantic` adds meaning to it.
"""
