"""The steps by which an archive came to its present format. Frozen: add, never change one.

A step speaks SQL only and imports nothing that lives on: it must do tomorrow what it did the day
it was written.  ``user_version`` of a file is ``MAJOR * 1000 + number of steps``.  A new step is a
new minor format, which older programs may still open; whatever they must not open (a column they
would leave wrong) raises ``MAJOR``.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

APPLICATION_ID = int.from_bytes(b"ZPTA")
"""Stands in each archive's header, so that no other SQLite file is taken for one."""

MAJOR = 1
MINORS = 1000

STEPS = Migrations("archive")


@STEPS()
def m001_evaluations_and_versions(db: Database) -> None:
    """Evaluations, each with its versions."""
    # ``year`` has no type on purpose: it keeps 2021 a number and “二〇二一” a text. AUTOINCREMENT,
    # so that the number of an evaluation is never given to another one.
    db.execute("""
        CREATE TABLE evaluations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            year,
            project TEXT NOT NULL,
            unit TEXT NOT NULL,
            department TEXT NOT NULL,
            words TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('draft', 'final')),
            created TEXT NOT NULL,
            changed TEXT NOT NULL,
            trashed TEXT NOT NULL DEFAULT '',
            version INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            total_score TEXT NOT NULL,
            total_points TEXT NOT NULL,
            grade TEXT NOT NULL,
            rate TEXT NOT NULL,
            errors INTEGER NOT NULL,
            warnings INTEGER NOT NULL
        )""")
    db.execute("CREATE INDEX evaluations_year ON evaluations (year)")
    db.execute("""
        CREATE TABLE versions (
            evaluation INTEGER NOT NULL REFERENCES evaluations (id),
            number INTEGER NOT NULL,
            begun TEXT NOT NULL,
            saved TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('draft', 'final')),
            content TEXT NOT NULL,
            digest TEXT NOT NULL,
            total_score TEXT NOT NULL,
            total_points TEXT NOT NULL,
            grade TEXT NOT NULL,
            rate TEXT NOT NULL,
            errors INTEGER NOT NULL,
            warnings INTEGER NOT NULL,
            PRIMARY KEY (evaluation, number)
        )""")


@STEPS()
def m002_rules_of_each_version(db: Database) -> None:
    """The rule profile by which a version was scored, each text once."""
    db.execute("""
        CREATE TABLE rule_texts (
            digest TEXT PRIMARY KEY,
            text TEXT NOT NULL
        ) WITHOUT ROWID""")
    # The digest of a text in rule_texts, or nothing: then nobody told.
    db.execute("ALTER TABLE versions ADD COLUMN rules TEXT NOT NULL DEFAULT ''")
