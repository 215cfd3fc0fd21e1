"""Short texts are worked on once, long ones are never kept."""

from core.model.short_text_cache import cached_if_short


def test_a_short_text_is_worked_on_once_and_a_long_one_each_time() -> None:
    worked_on: list[str] = []

    @cached_if_short(longest=3, most=8)
    def length(text: str) -> int:
        worked_on.append(text)
        return len(text)

    assert [length(text) for text in ("abc", "abcd", "abc", "abcd")] == [3, 4, 3, 4]
    assert worked_on == ["abc", "abcd", "abcd"]


def test_no_more_texts_are_kept_than_is_said() -> None:
    worked_on: list[str] = []

    @cached_if_short(longest=3, most=2)
    def same(text: str) -> str:
        worked_on.append(text)
        return text

    for text in ("a", "b", "c", "a"):
        assert same(text) == text
    assert worked_on == ["a", "b", "c", "a"]
