"""One visit of the clerk to a cell: from opening the editor to leaving it."""

from __future__ import annotations

from ui.document import Document


class Visit:
    """While it lasts undo goes by words, then all its keys are one step; Esc takes it back."""

    def __init__(self, document: Document) -> None:
        document.end_visit()
        self._document = document

    def give_back(self) -> bool:
        """Undo what this visit typed; of a long text a step to redo is left, and this is true.

        Undoing brings back also what went with it, such as a printed total that the first key made
        untrue; setting the old text again would not.
        """
        return self._document.undo_stack.give_back()

    def take_again(self) -> None:
        """Bring back the long text that was given up."""
        self._document.undo_stack.redo()

    def end(self) -> None:
        """What is typed from now on is another step."""
        self._document.end_visit()
