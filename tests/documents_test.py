"""What the developers' texts name is there: files, commands, fields, codes of problems."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import ui
from core import checks
from core.checks.examination import Rule
from core.command_line import grammar
from core.model.fields import FIELDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "core/model/FORMAT.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "core/commands/COMMANDS.md").read_text(encoding="utf-8")
TEXTS = ["README.md", "CONTRIBUTING.md", "core/model/FORMAT.md", "core/commands/COMMANDS.md"]


@pytest.mark.parametrize("text", TEXTS)
def test_the_files_that_a_text_names_are_there(text: str) -> None:
    told = (ROOT / text).read_text(encoding="utf-8")
    folders = "core|ui|tests|packaging|resources"
    for name in re.findall(rf"`((?:{folders})/[\w./*]+)`", told):
        assert list(ROOT.glob(name.rstrip("/"))), name


@pytest.mark.parametrize("top", ["core", "ui"])
def test_the_map_names_every_folder(top: str) -> None:
    folders = {path.parent.name for path in (ROOT / top).glob("*/__init__.py")}
    told = README[README.index("## The map of the house") : README.index("## Licence")]
    assert folders <= set(re.findall(r"\w+", told))
    if top == "ui":
        assert folders <= set(re.findall(r"\w+", ui.__doc__ or ""))


def test_every_field_of_a_file_is_described() -> None:
    levels = {"groups", "indicators", "categories", "extra", "name", "text"}
    for known in FIELDS.values():
        for field in known:
            assert field.name in levels or re.search(rf"\b{field.key or field.name}\b", FORMAT)


def test_every_command_is_described() -> None:
    for name in grammar(draw=nothing).commands:
        assert f"`{name} " in COMMANDS, name


def test_every_option_of_a_command_is_described() -> None:
    shared = COMMANDS[COMMANDS.index("\nFORM is") : COMMANDS.index("\n## ")]
    for name, command in grammar(draw=nothing).commands.items():
        described = "".join(
            line for line in COMMANDS.splitlines() if re.match(rf"\|.*`{name} ", line)
        )
        every = (command, *command.commands.values())
        for action in (action for one in every for action in one._actions):
            longest = max(action.option_strings, key=len, default="")
            known = longest in {"", "--help", "--output"}
            assert known or longest in described + shared, f"{name} {longest}"


def nothing(*_: object) -> None:
    """Draws no window."""


def test_every_code_of_a_problem_is_described() -> None:
    for info in pkgutil.iter_modules(checks.__path__):
        for rule in vars(importlib.import_module(f"core.checks.{info.name}")).values():
            if isinstance(rule, Rule):
                assert f"`{rule.code}`" in COMMANDS
