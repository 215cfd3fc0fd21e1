"""Undo by words while one types and by visits afterwards; redo until something else is changed."""

from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.filling.history import LONG_TEXT, History, Step
from core.filling.typing_steps import PAUSE, Stroke, goes_on, stroke

texts = st.text("ab ，字", max_size=6)


@given(texts, texts)
def test_a_stroke_leads_from_one_text_to_the_other(before: str, after: str) -> None:
    one = stroke(before, after)
    kept = before[: one.start], before[one.start + len(one.removed) :]
    assert before == kept[0] + one.removed + kept[1]
    assert after == kept[0] + one.inserted + kept[1]


def steps_of(*states: str, pause: float = 0.1) -> int:
    """Into how many steps typing through these texts falls."""
    strokes = [
        stroke(before, after, at * pause) for at, (before, after) in enumerate(pairwise(states))
    ]
    return 1 + sum(not goes_on(last, now) for last, now in pairwise(strokes))


def typed(text: str) -> list[str]:
    return [text[:at] for at in range(len(text) + 1)]


def test_words_pauses_and_other_acts_begin_steps() -> None:
    assert steps_of(*typed("98.5%")) == 1
    assert steps_of(*typed("due to rain")) == 3
    assert steps_of(*typed("完成，达标")) == 2
    assert steps_of(*typed("ab"), pause=PAUSE + 1) == 2
    assert steps_of("", "完成", "完成情况") == 2, "what an input method puts in at once"
    assert steps_of(*typed("abc"), "ab", "a") == 2
    assert steps_of("abc", "abcd", "xabcd") == 2, "the caret was moved"
    assert not goes_on(Stroke(0, "", "a"), Stroke(0, "a", "b"))


@dataclass
class Model:
    """What the history must do, said plainly: whole states, and no merging but of visits."""

    history: History[str] = field(default_factory=lambda: History(1_000))
    state: str = ""
    visit: int = 0

    def type(self, text: str) -> None:
        after = self.state + text
        step = Step("", self.state, after, None, (self.visit, "f"), stroke(self.state, after))
        self.history.push(step)
        self.state = after

    def change(self) -> None:
        after = self.state + "!"
        self.history.push(Step("", self.state, after))
        self.state = after

    def undo(self) -> None:
        step = self.history.undo()
        if step is not None:
            assert step.after == self.state
            self.state = step.before

    def redo(self) -> None:
        step = self.history.redo()
        if step is not None:
            assert step.before == self.state
            self.state = step.after

    def leave(self) -> None:
        self.history.end_visit(self.visit)
        self.visit += 1

    def escape(self) -> None:
        step = self.history.take_back(self.visit)
        if step is not None:
            self.state = step.before
        self.leave()


acts = st.lists(
    st.sampled_from(["a", "b c", " ", "change", "undo", "redo", "leave", "escape"]), max_size=25
)


@given(acts)
def test_every_step_leads_from_the_state_that_is_there(done: list[str]) -> None:
    model = Model()
    for act in done:
        if act in {"a", "b c", " "}:
            model.type(act)
        else:
            getattr(model, act)()
    model.leave()
    end = model.state
    undone = 0
    while model.history.last is not None:
        model.undo()
        undone += 1
    assert model.state == ""
    for _ in range(undone):
        model.redo()
    assert model.state == end
    while model.history.next is not None:
        model.redo()


def test_a_visit_is_one_step_when_it_is_over() -> None:
    model = Model()
    for text in ("a", "b c", "a"):
        model.type(text)
    assert len(model.history) == 2
    model.leave()
    assert len(model.history) == 1


@given(st.lists(st.sampled_from(["字", "b c", " "]), min_size=1, max_size=12))
def test_a_long_text_that_was_given_up_can_be_had_back(words: list[str]) -> None:
    model = Model()
    for text in words:
        model.type(text)
    whole, many = model.state, len(model.history) >= LONG_TEXT
    model.escape()
    assert model.state == ""
    model.redo()
    assert model.state == (whole if many else "")


def test_a_visit_that_changes_nothing_keeps_what_can_be_redone() -> None:
    for leave in ("escape", "leave"):
        model = Model()
        model.change()
        model.undo()
        model.type("a")
        assert model.history.next is None
        if leave == "leave":
            after = ""
            model.history.push(
                Step("", model.state, after, None, (model.visit, "f"), stroke(model.state, after))
            )
            model.state = after
        getattr(model, leave)()
        model.redo()
        assert model.state == "!"


def test_escape_forgets_also_the_words_that_were_undone() -> None:
    model = Model()
    model.type("a")
    model.undo()
    model.escape()
    assert len(model.history) == 0


def test_the_oldest_steps_go_first() -> None:
    history: History[int] = History(3)
    for state in range(5):
        history.push(Step("", state, state + 1))
    assert (len(history), history.index) == (3, 3)
    assert [history.undo() is not None for _ in range(4)] == [True, True, True, False]
