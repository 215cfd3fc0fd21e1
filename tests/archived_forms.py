"""Forms in an archive, for tests to begin with."""

from core.archive.archive import Archive
from core.archive.records import Summary
from core.assessment import assess
from core.issuing.finalizing import finalize
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.summary import summarize


def put_final(archive: Archive) -> int:
    """The sample as 张三 made it final; its number."""
    archive.author = "张三"
    number = archive.add(sample(), Summary())
    finalize(archive, number)
    return number


def put_own(archive: Archive) -> int:
    """A form of the unit's own that reads as the sample does, but counts; its number."""
    evaluation = sample()
    rules = profile_for(evaluation.profile)
    return archive.add(
        evaluation, summarize(evaluation, assess(evaluation, rules)), rules=rules.text
    )
