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
- The rule profile by which a version was scored lies beside it (``Archive.rules``), so an old form
  scores as it always did; each text is kept once.
- A form lives from 草稿 over 定稿 (numbered, frozen) and 签章 (the scan is filed) to 更正, a new
  evaluation that is linked to it (``stages``). Next year's is linked to the one it came from.
- 佐证材料 lie beside the file, each content once under its digest (``evidence_files``); which ones
  should be there stands in a table, who refers to them in the versions.
- Backups count only when they were opened and compared (``backups``); a damaged file is set aside
  and the newest good backup brought back (``rescue``); nothing begins empty where something was.
- DB Browser or Datasette show views with Chinese names: 自评一览, 历次版本, 指标明细, 项目资金.
- A file that is not ours is neither altered nor created; a newer format is refused in words; an
  older one is copied beside itself before it is migrated.

sqlite_utils, which costs a tenth of a second, is loaded only by what needs it
(``database.Database.library``).
"""
