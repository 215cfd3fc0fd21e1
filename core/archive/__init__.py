"""The archive: every evaluation of a unit, with all its versions, in one SQLite file.

What it promises:

- A version holds the whole form as canonical JSON (``codec``) with its digest. Columns beside it
  (``records.Summary`` and the words to search) only serve finding and summing.
- **One version at most per session.** The newest version of a draft is its working copy: each
  committed cell rewrites it in place, so the file always holds what the clerk sees and a crash
  loses nothing; there is no second kind of "unsaved" state to recover from. The first edit after
  opening begins a new version (``save(..., new_version=True)``), and from then on the earlier ones
  never change. A final version never changes either: editing after 定稿 was taken back begins a
  new one by itself.
- Two windows cannot overwrite each other's work in silence: a save on top of a state that this
  connection has not seen is refused (``errors.ChangedElsewhereError``).
- Figures cross the border as text into TEXT columns; any other column type would make 9.7 of 9.70.
- A file that is not ours is neither altered nor created; a newer format is refused in words; an
  older one is copied beside itself before it is migrated.

Imported by nobody who does not need it: sqlite_utils costs a tenth of a second.
"""
