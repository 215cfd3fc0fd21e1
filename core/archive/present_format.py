"""The format of the archives that this program writes, as it is known without its migrations.

Every archive is compared with it as it is opened; the migrations themselves (and sqlite-utils) are
wanted only for older ones.  A test holds that this is what they lead to.
"""

from __future__ import annotations

APPLICATION_ID = int.from_bytes(b"ZPTA")
"""Stands in each archive's header, so that no other SQLite file is taken for one."""

MAJOR = 2
MINORS = 1000

STEPS = 11
"""How many migrations there are."""

SCHEMA = "c337e1ef280f49220d28f3f35dcebf159be64a1bc655f57a8ff3031b39d3c265"
"""The digest of the schema after all of them (``core.archive.schema.digest_of``)."""
