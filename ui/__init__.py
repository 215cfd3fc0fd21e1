"""The window of 自评通: shows and asks; decides nothing about scores.

``document`` holds the evaluation, its undo stack and its assessment; every panel knows the
document and no other panel.  Only ``app`` and ``main_window`` know the panels.  A folder is a
panel or what is done with whole forms: ``form`` (the paper), ``outline``, ``problems``,
``scoring``, ``archive``, ``importing``, ``exporting``, ``printing``, ``retyping``, ``safety``,
``help``, ``shell`` (commands, bars, words); the files beside the folders are free to all of them.

How one keystroke travels: an editor's text reaches ``FormModel.setData``; the cell's ``Path``
makes a ``SetField``; ``Document.edit`` applies it, assesses afresh, pushes one snapshot command
and emits ``changed(Change)`` once; each view compares the two snapshots and repaints what differs.
Bars and panels follow a moment later, one by one (``update_queue``, ``followers``), when the paper
is painted.  Nothing ever writes into the open editor, or input methods break; ``ime_composition``
has them commit before the focus leaves.

Threads: none for typing, scoring and checking.  ``shelf`` holds the archive on a thread of its own
(reads wait for their answer, saves never do), ``jobs`` runs PDF, import and export on immutable
data; both bring results back into the window's thread.  ``autosave`` keeps the archive equal to
the document.  What is done with whole forms comes in features (``feature``: handlers for commands
of the ``command_table``, sentences for the window): ``archive.filing`` opens, begins, reads in and
puts away, ``printing.exporting`` gives out as files; most are made when they are first asked for
(``features``).  ``archive.home`` is the one list of forms and lies in the paper's place while none
is open.  ``printing.preview`` shows and prints the very PDF,
made and rendered by jobs of its own; ``outline.row_commands`` and ``whole_commands`` turn commands
into edits.
"""
