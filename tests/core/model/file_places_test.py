"""Places in the form file lead to the very fields that stand there."""

from typing import Any

from hypothesis import given

from core.model import selfeval
from core.model.evaluation import Evaluation
from core.model.file_places import FormPlaces, place_name
from core.model.path import read
from tests.strategies import evaluations


def test_places_are_named_in_words() -> None:
    assert place_name("indicators/2/target") == "第 3 行指标的年度指标值"
    assert place_name("funds/0/annual") == "第 1 行项目资金的全年预算数"
    assert place_name("indicators/0/level1") == "第 1 行指标的一级指标"
    assert place_name("project") == "项目名称"
    assert place_name("sections/评价结论") == "评价结论"


@given(evaluations())
def test_each_text_of_the_file_is_read_at_its_address(form: Evaluation) -> None:
    data: dict[str, Any] = selfeval.to_dict(form)
    places = {name: data[name] for name in ("project", "unit", "goal_actual", "year")}
    for table in ("sections", "signatures"):
        places |= {f"{table}/{name}": text for name, text in data.get(table, {}).items()}
    for table in ("funds", "indicators"):
        for at, row in enumerate(data[table]):
            known = ("annual", "points") if table == "funds" else ("level1", "level3", "actual")
            places |= {f"{table}/{at}/{key}": row[key] for key in known}
    known_places = FormPlaces(form)
    for place, text in places.items():
        path = known_places.path(place)
        assert path is not None
        assert known_places.text(place) == str(text)
        assert read(form, path) == str(text)


def test_what_the_form_has_not_has_no_address() -> None:
    form = FormPlaces(Evaluation())
    for place in ("funds", "funds/0/annual", "indicators/7/target", "nothing", "project/x"):
        assert form.path(place) is None
        assert form.text(place) == ""
