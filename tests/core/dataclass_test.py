"""Our dataclass does what the standard one does; only when its methods are made differs."""

import copy
import dataclasses
import operator
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dataclass import dataclass

NAMES = ("a", "b", "c", "d")
VALUES = st.integers(0, 2) | st.text("xy", max_size=1) | st.none()
COMPARED: tuple[Callable[[Any, Any], object], ...] = (
    *(operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge),
)

Spec = tuple[dict[str, dict[str, Any]], dict[str, bool]]


@st.composite
def specs(draw: st.DrawFn) -> Spec:
    """Options of each field and of the class, as both decorators take them."""
    options = {name: draw(st.booleans()) for name in ("eq", "order", "frozen", "kw_only", "slots")}
    options["eq"] |= options["order"]
    described = {}
    for name in NAMES[: draw(st.integers(0, len(NAMES)))]:
        own: dict[str, Any] = {
            "compare": draw(st.booleans()),
            "repr": draw(st.booleans()),
            "kw_only": True if options["kw_only"] else draw(st.booleans()),
        }
        own |= draw(st.sampled_from([{}, {"default": 1}, {"default_factory": list}]))
        if len(own) > 3 and draw(st.booleans()):
            own["init"] = False
        described[name] = own
    # What has no default cannot stand behind what has one.
    for name in NAMES[: len(described)]:
        if not {"default", "default_factory"} & set(described[name]):
            described[name]["kw_only"] = True
    return described, options


def made(decorator: Callable[..., Callable[[type], type]], spec: Spec) -> type:
    described, options = spec
    namespace: dict[str, Any] = {"__annotations__": dict.fromkeys(described, "object")}
    namespace |= {name: field(**own) for name, own in described.items()}
    return decorator(**options)(type("Record", (), {"__doc__": "One.", **namespace}))


def outcome(act: Callable[..., object], *given: object, **named: object) -> object:
    """What comes of an act: its value, else the kind of its error."""
    try:
        return act(*given, **named)
    except (TypeError, FrozenInstanceError, AttributeError) as error:
        return type(error)


@given(spec=specs(), data=st.data())
def test_an_instance_behaves_as_a_standard_one(spec: Spec, data: st.DataObject) -> None:
    both = made(dataclass, spec), made(dataclasses.dataclass, spec)
    names = [name for name, own in spec[0].items() if own.get("init", True)]
    anything = st.dictionaries(st.sampled_from([*names, "unknown"]), VALUES)
    for named in [data.draw(anything) for _ in range(3)]:
        assert (
            len({str(outcome(lambda cls, own: repr(cls(**own)), cls, named)) for cls in both}) == 1
        )
    rights = st.fixed_dictionaries(dict.fromkeys(names, VALUES))
    one, two = data.draw(rights), data.draw(rights)
    ours, standard = ((cls(**one), cls(**two)) for cls in both)
    for compare in COMPARED if spec[1]["eq"] else ():
        assert outcome(compare, *ours) == outcome(compare, *standard)
        assert outcome(compare, ours[0], 1) == outcome(compare, standard[0], 1)
    if spec[1]["eq"]:
        assert outcome(hash, ours[0]) == outcome(hash, standard[0])
    for name in spec[0]:
        assert outcome(setattr, ours[0], name, 2) == outcome(setattr, standard[0], name, 2)
        assert outcome(delattr, ours[0], name) == outcome(delattr, standard[0], name)
    assert len({vars(cls)["__match_args__"] for cls in both}) == 1
    assert len({tuple(one.name for one in fields(cls)) for cls in both}) == 1


@dataclass(frozen=True, slots=True)
class Point:
    """A place."""

    x: int
    y: int = 0


@dataclass(frozen=True, slots=True)
class Named(Point):
    """A place with a name."""

    name: str = ""


def test_a_frozen_instance_is_copied_pickled_and_replaced_but_never_changed() -> None:
    point = Named(1, name="甲")
    assert pickle.loads(pickle.dumps(point)) == copy.deepcopy(point) == point  # noqa: S301  (our own)
    assert replace(point, y=2) == Named(1, 2, "甲") != point
    assert {point: 1}[Named(1, 0, "甲")] == 1
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'x'"):
        setattr(point, "x", 2)  # noqa: B010  (mypy would not have it written)
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
        del point.x
    assert not hasattr(point, "__dict__")
    assert point != Point(1)


def test_what_a_class_defines_itself_stays() -> None:
    @dataclass(frozen=True)
    class Own:
        a: int
        seen: list[int] = field(init=False, compare=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "seen", [self.a])

        def __hash__(self) -> int:
            return 7

        def __repr__(self) -> str:
            return "own"

    assert (hash(Own(1)), repr(Own(1)), Own(1).seen, Own(1) == Own(1)) == (7, "own", [1], True)


def test_a_method_is_compiled_when_it_is_first_called() -> None:
    @dataclass(frozen=True, slots=True)
    class Fresh:
        a: int

    def same() -> bool:
        return one == Fresh(1)

    standing = dict(vars(Fresh))
    one = Fresh(1)
    acts: dict[str, Callable[[], object]] = {
        "__init__": same,
        "__eq__": same,
        "__hash__": lambda: hash(one),
    }
    for name, act in acts.items():
        act()
        compiled = vars(Fresh)[name]
        assert compiled is not standing[name]
        act()
        assert vars(Fresh)[name] is compiled
