"""One visit of the clerk to a cell: from opening the editor to leaving it."""

from __future__ import annotations

from ui.document import Document


class Visit:
    """While it lasts undo goes by words, then all its keys are one step; Esc leaves no trace."""

    def __init__(self, document: Document) -> None:
        document.end_visit()
        self._document = document

    def give_back(self) -> None:
        """Undo what this visit typed, so that not even a step to redo is left.

        Undoing brings back also what went with it, such as a printed total that the first key made
        untrue; setting the old text again would not.
        """
        self._document.undo_stack.give_back()

    def end(self) -> None:
        """What is typed from now on is another step."""
        self._document.end_visit()
