"""The frame of the command line: verbs found late, errors in one clear line, quick help."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module

import click
import pytest
from click.testing import CliRunner, Result

import claimline
from claimline.cli import main as frame
from claimline.cli.console import voice_options
from claimline.cli.main import VERBS, main
from claimline.errors import ClaimlineError, GazetteerError


def failing(error: BaseException) -> Result:
    """A command that ends with this error, called through the frame."""

    @click.command()
    @voice_options
    def fail(quiet: bool, verbose: bool) -> None:
        raise error

    class Group(frame.LazyGroup):
        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
            return fail

    return CliRunner().invoke(Group("claimline", verbs=VERBS), ["read", *ARGUMENTS])


ARGUMENTS: list[str] = []


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_is_there_and_has_help(name: str) -> None:
    module, _, attribute = VERBS[name].where.partition(":")
    assert isinstance(getattr(import_module(module), attribute), click.Command)
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.stdout


def test_help_lists_all_verbs_and_version_is_told() -> None:
    text = CliRunner().invoke(main, ["--help"]).stdout
    for name, verb in VERBS.items():
        assert f"  {name} " in text
        assert verb.summary.split()[0] in text
    assert CliRunner().invoke(main, ["--version"]).stdout == f"claimline {claimline.__version__}\n"


def test_a_mistyped_verb_gets_a_suggestion() -> None:
    result = CliRunner().invoke(main, ["raed"])
    assert result.exit_code == 2
    assert "Did you mean 'read'?" in result.stderr


@pytest.mark.parametrize("kind", [ClaimlineError, GazetteerError])
def test_our_errors_say_what_where_and_what_next(kind: type[ClaimlineError]) -> None:
    result = failing(kind("it is missing", where="a.txt", then="Look again."))
    assert result.exit_code == kind.exit_code
    assert result.stderr == "claimline: a.txt: it is missing\n  Look again.\n"


def test_other_errors_are_one_clear_line() -> None:
    result = failing(ValueError("first\nsecond"))
    assert result.exit_code == 70
    assert result.stderr.startswith("claimline: this should not happen: ValueError: first\n  It is a defect")
    assert "Traceback" not in result.stderr


def test_the_traceback_comes_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMLINE_DEBUG", "1")
    assert "Traceback" in failing(ValueError("x")).stderr
    monkeypatch.delenv("CLAIMLINE_DEBUG")
    monkeypatch.setattr(sys.modules[__name__], "ARGUMENTS", ["-v"])
    assert "Traceback" in failing(ValueError("x")).stderr


def test_an_interruption_ends_with_130_and_a_closed_pipe_quietly() -> None:
    assert failing(KeyboardInterrupt()).exit_code == 130
    closed = failing(BrokenPipeError())
    assert (closed.exit_code, closed.stderr) == (141, "")


def test_python_m_claimline_and_a_reader_that_goes_away() -> None:
    program = [sys.executable, "-m", "claimline"]
    assert subprocess.run([*program, "-V"], capture_output=True, text=True, check=True).stdout.startswith("claimline ")
    read_end, write_end = os.pipe()
    os.close(read_end)
    gone = subprocess.run([*program, "--help"], stdout=write_end, stderr=subprocess.PIPE, text=True)
    os.close(write_end)
    assert gone.stderr == ""


def test_the_public_names_are_all_there() -> None:
    for name in claimline.__all__:
        assert getattr(claimline, name) is not None
    with pytest.raises(AttributeError):
        claimline.nothing  # noqa: B018
    assert dir(claimline) == claimline.__all__
