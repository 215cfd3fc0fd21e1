"""What a form says moves no terminal's cursor, whichever command prints it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.command_line import main
from core.commands.answer import for_terminal
from core.model.selfeval import dumps
from core.sample import sample

EVIL = "某局\x1b[31m\x9b2J\u202e甲\x07\r乙"


@given(st.text())
def test_json_says_the_same_for_a_terminal(text: str) -> None:
    shown = for_terminal(json.dumps({"": text}, ensure_ascii=False, indent=1))
    assert json.loads(shown) == {"": text}
    assert all(sign == "\n" or sign.isprintable() or not sign.isascii() for sign in shown)


@pytest.mark.parametrize("command", ["check", "score", "import", "list", "summary", "years"])
def test_no_command_prints_a_control_sign(
    command: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    form, archive = tmp_path / f"{EVIL[:2]}.json", tmp_path / "档案.db"
    named = replace(sample(), project=EVIL, unit=EVIL, department=EVIL, goal_actual=EVIL)
    form.write_text(dumps(named), encoding="utf-8")
    arguments = {
        "check": [str(form)],
        "score": [str(form)],
        "import": [str(form), "--archive", str(archive)],
        "list": ["--archive", str(archive)],
        "summary": ["--archive", str(archive), "--year", "2021"],
        "years": ["--archive", str(archive), "--unit", EVIL],
    }
    if command in {"list", "summary", "years"}:
        main(["import", *arguments["import"]], lambda *_: None)
    main([command, *arguments[command]], lambda *_: None)
    said = "".join(capfd.readouterr())
    assert not set("\x1b\x9b\u202e\x07\r") & set(said)
    assert said.strip()
