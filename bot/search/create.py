"""Which search a process uses: the one place that knows the implementations."""

from bot.db import Database
from bot.errors import OperatorError
from bot.search.fts5 import Fts5Index
from bot.search.index import SearchIndex
from bot.search.semantic import MODEL_NAME, SemanticIndex, load_model
from bot.search.tokens import TOKENIZER_VERSION


class NotSearchable(OperatorError):
    """The database has no full-text search yet."""

    exit_code = 2


def create_index(database: Database, *, collection: str, semantic: bool = False) -> SearchIndex:
    """Return the index of a collection in `database`; `semantic` adds meaning and needs the extra of that name.

    Raises SemanticMissing where the extra is not installed, NotSearchable where the database is no SQLite file.
    """
    if database.path is None:
        raise NotSearchable("Questions are searched in a SQLite file only: set DATABASE_URL to sqlite:///… .")
    if not semantic:
        return Fts5Index(database.path, collection=collection)
    # The version names the model: where it is switched on or off, the next start builds the index anew.
    words = Fts5Index(database.path, collection=collection, version=f"{TOKENIZER_VERSION}+{MODEL_NAME}")
    return SemanticIndex(words, model=load_model())
