"""What a store that is unwell is called: a driver's error in a reader's words.

Every error of either driver passes through `told`, whichever call met it: opening,
reading, writing, committing.
"""

from __future__ import annotations

import sqlite3

from sqlalchemy import ExceptionContext

from domain.errors import DashboardError

CANNOT_OPEN = (
    "The store cannot be opened. Check that the database is running, that "
    "DATABASE_URL is right, and that this account may write to it."
)
BUSY = "Another load is still being written. Wait until it is done, then try again."
DAMAGED = (
    "The store is damaged, or is no store: what is there cannot be read as a database. "
    "Nothing was changed. Check that DATABASE_URL is right; if it is, put the last copy "
    "of the store in its place, or move it away and load the files again."
)
EMPTY = (
    "The store's file is empty: there is nothing in it, not even tables. Nothing was "
    "changed. Put the last copy of the store in its place, or delete the empty file "
    "and a new store is made at the next start."
)
GONE = (
    "The store's file is not where it was when the dashboard started. Put it back, or "
    "start the dashboard again and a new store is made."
)
FULL = (
    "The disk that the store is on is full, so nothing was written. Make room there, "
    "then try again."
)
READ_ONLY = (
    "The store can be read but not written, so nothing was changed. Give this account "
    "leave to write to the store, and to the folder of its file, then try again."
)
NOT_ALLOWED = (
    "This account may not do that to the store's tables, so nothing was changed. Use "
    "the account that owns them."
)
FAULTY = (
    "The disk that the store is on did not do what was asked, so nothing was changed. "
    "Check that it is there and not full, then try again."
)
NO_TABLES = (
    "The store does not have the tables that this version of the dashboard reads. Check "
    "that DATABASE_URL is right, then start the dashboard again."
)
NOT_ANSWERING = (
    "The database stopped answering, so what was asked was not done. Try again in a "
    "minute; if it stays so, check that the database is running."
)
AGAIN = "The store was changed by somebody else at the same moment. Try again."

OF_SQLITE = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: CANNOT_OPEN,
    sqlite3.SQLITE_AUTH: CANNOT_OPEN,
    sqlite3.SQLITE_IOERR: FAULTY,
}
BY_WORDS = {  # for which SQLite has no number
    "no such table": NO_TABLES,
    "no such column": NO_TABLES,
    "Could not decode": DAMAGED,
}
PRIMARY = 0xFF  # the part of SQLite's number that tells the kind
OF_POSTGRESQL = {  # by the beginning of its SQLSTATE, the longest that fits
    "08": NOT_ANSWERING,
    "57P": NOT_ANSWERING,
    "53": NOT_ANSWERING,  # too many connections, too little memory
    "53100": FULL,
    "58": FAULTY,
    "25006": READ_ONLY,
    "42501": NOT_ALLOWED,
    "42P01": NO_TABLES,
    "42703": NO_TABLES,
    "28": CANNOT_OPEN,
    "3D000": CANNOT_OPEN,
    "40": AGAIN,
    "55P03": BUSY,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}


class StoreError(DashboardError):
    """The store cannot be opened as asked, or cannot do what was asked."""


def told(context: ExceptionContext) -> None:
    """Raise a driver's error as a `StoreError`, where the store is what is wrong.

    An error of what was asked (a row that breaks a rule, a statement that is wrong)
    stays what it is. So does that of asking whether a connection still lives, which the
    pool answers with another connection.

    Raises:
        StoreError: the store is unwell.
    """
    if context.is_pre_ping or context.sqlalchemy_exception is None:
        return  # the latter: Ctrl-C, say
    error = context.original_exception
    words = in_words(error)
    if not words and context.is_disconnect:
        words = NOT_ANSWERING if context.connection else CANNOT_OPEN
    if not words and context.connection is None:
        words = CANNOT_OPEN
    if words:
        raise StoreError(words)


def in_words(error: BaseException) -> str:
    """Return what is wrong with the store; empty where the store is not at fault."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & PRIMARY
        if code == sqlite3.SQLITE_ERROR:
            found = (BY_WORDS[each] for each in BY_WORDS if str(error).startswith(each))
            return next(found, "")
        return OF_SQLITE.get(code, "")
    state = getattr(error, "sqlstate", None) or ""
    begun = (state[:length] for length in range(len(state), 1, -1))
    return next((OF_POSTGRESQL[each] for each in begun if each in OF_POSTGRESQL), "")
