"""What says nothing is seen without making the text plain, where it begins as a word does."""

import sys
from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from core.values.wording import _NOTHING, says_nothing, squeezed


def test_no_character_of_a_word_squeezes_to_dashes() -> None:
    words = filter(str.isalnum, map(chr, range(sys.maxunicode + 1)))
    changed = [char for char in words if normalize("NFKC", char) != char]
    assert len(changed) > 1_000
    assert not any(map(says_nothing, changed))
    assert not any(_NOTHING.fullmatch(squeezed(char)) for char in changed)


@given(st.text("-—－/ 。.a１无", max_size=5))
def test_nothing_is_said_by_what_squeezes_to_dashes(text: str) -> None:
    assert says_nothing(text) == (_NOTHING.fullmatch(squeezed(text.strip())) is not None)
