"""An old form scores as it always did: its rules lie beside it in the archive."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.archive.archive import Archive
from core.archive.errors import ArchiveError, NotFoundError
from core.assessment import assess
from core.rules import rules_for_archived, rules_of
from core.sample import sample
from core.scoring.profile import ProfileError
from core.scoring.profile_file import load_profile, profile_for, profile_names
from core.summary import summarize

TODAY = load_profile()
STRICT = TODAY.text.replace('from = "90"', 'from = "99"', 1)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "档案.db") as store:
        yield store


def put(archive: Archive, text: str) -> int:
    rules = rules_of(text, "")
    return archive.add(sample(), summarize(sample(), assess(sample(), rules)), rules=text)


def test_the_strict_rules_are_other_rules() -> None:
    assert assess(sample(), TODAY).scorecard.grade == "优"
    assert assess(sample(), rules_of(STRICT, "")).scorecard.grade == "良"


@pytest.mark.parametrize("name", profile_names())
def test_todays_text_is_todays_profile(name: str) -> None:
    assert rules_of(load_profile(name).text, name) is load_profile(name)
    assert rules_of(load_profile(name).text, "") is load_profile(name)
    assert rules_of("", name) is load_profile(name)


def test_the_same_text_is_the_same_profile() -> None:
    assert rules_of(STRICT, "") is rules_of(STRICT, "湖北")


def test_what_is_no_profile_is_said_in_words() -> None:
    with pytest.raises(ProfileError, match="随这一版存档的"):
        rules_of("name = 1", "")


def test_rules_go_in_and_come_out_as_they_are(archive: Archive) -> None:
    assert archive.rules(put(archive, STRICT)) == STRICT
    assert archive.rules(archive.add(sample(), summarize(sample(), assess(sample(), TODAY)))) == ""
    with pytest.raises(NotFoundError):
        archive.rules(99)


def test_each_version_keeps_its_own_rules_and_each_text_is_kept_once(archive: Archive) -> None:
    number = put(archive, STRICT)
    summary = archive.entry(number).summary
    other = sample().__class__(project="改")
    archive.save(number, other, summary, rules=TODAY.text, new_version=True)
    archive.save(number, sample(), summary)  # untold: those of the working copy stay
    assert [archive.rules(number, n) for n in (1, 2)] == [STRICT, TODAY.text]
    put(archive, STRICT)
    assert archive._db.execute("SELECT count(*) FROM rule_texts").fetchone() == (2,)
    assert archive.verify() == ()


def test_a_final_form_uses_its_own_rules_and_a_draft_todays(archive: Archive) -> None:
    number = put(archive, STRICT)
    assert rules_for_archived(archive, number, "") is TODAY
    assert rules_for_archived(archive, number, "", 1).text == STRICT
    archive.finalize(number)
    assert rules_for_archived(archive, number, "").text == STRICT
    archive.reopen(number)
    assert rules_for_archived(archive, number, "") is profile_for("")


def test_a_final_version_keeps_its_rules_when_it_is_saved_again(archive: Archive) -> None:
    number = put(archive, STRICT)
    archive.finalize(number)
    archive.reopen(number)
    assert archive.save(number, sample(), archive.entry(number).summary, rules=TODAY.text) == 1
    assert archive.rules(number, 1) == STRICT


@pytest.mark.parametrize("change", ["DELETE FROM rule_texts", "UPDATE rule_texts SET text = 'x'"])
def test_rules_that_were_lost_are_said_in_words(archive: Archive, change: str) -> None:
    number = put(archive, STRICT)
    archive._db.conn.execute(change)
    archive._db.conn.commit()
    with pytest.raises(ArchiveError, match="评分规则已损坏"):
        archive.rules(number)
    assert len(archive.verify()) == 1
