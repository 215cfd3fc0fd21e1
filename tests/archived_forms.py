"""Forms in an archive, for tests to begin with."""

from core.archive.archive import Archive
from core.assessment import assess
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.summary import summarize


def put_own(archive: Archive) -> int:
    """A form of the unit's own that reads as the sample does, but counts; its number."""
    evaluation = sample()
    rules = profile_for(evaluation.profile)
    return archive.add(
        evaluation, summarize(evaluation, assess(evaluation, rules)), rules=rules.text
    )
