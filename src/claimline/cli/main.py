"""The command `claimline`: finds the verb, imports only that one, and turns errors into clear lines and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from claimline import __version__
from claimline.cli.console import is_verbose
from claimline.cli.log import as_json, tell
from claimline.errors import ClaimlineError

INTERRUPTED, PIPE_CLOSED, DEFECT = 130, 141, 70  # 128 + SIGINT, 128 + SIGPIPE, EX_SOFTWARE of sysexits.h


@dataclass(frozen=True, slots=True)
class Verb:
    """Where a command lives, and its line in `claimline --help`, known without importing it."""

    where: str  # "module:attribute"
    summary: str


VERBS: dict[str, Verb] = {
    "read": Verb("claimline.cli.read:read", "Print the claims of reports; nothing is stored."),
    "add": Verb("claimline.cli.ledger:add", "Read reports into the ledger; the same report twice is one."),
    "watch": Verb("claimline.cli.watch:watch", "Go on adding what is new in feeds."),
    "weigh": Verb("claimline.cli.weigh:weigh", "Group and compare what is new."),
    "list": Verb("claimline.cli.ledger:list_", "List what the ledger holds."),
    "show": Verb("claimline.cli.ledger:show", "Show one report, claim or event of the ledger."),
    "explain": Verb(
        "claimline.cli.explain:explain", "Explain a claim or event: the words, rules and scores behind it."
    ),
    "find": Verb("claimline.cli.ledger:find", "Find claims of the ledger by their words."),
    "control": Verb("claimline.cli.control:control", "Who holds what, since when, according to whom."),
    "people": Verb("claimline.cli.people:people", "Casualties and displacement: ranges, and who says so."),
    "aid": Verb("claimline.cli.aid:aid", "Aid: promised, approved, delivered, blocked."),
    "sitrep": Verb("claimline.cli.sitrep:sitrep", "A situation report, every sentence with its evidence."),
    "coverage": Verb("claimline.cli.coverage:coverage", "Reports of each outlet by day, and the gaps in coverage."),
    "desk": Verb("claimline.cli.desk:desk", "Look at the ledger in a browser: pages, map, API."),
    "account": Verb("claimline.cli.account:account", "Say who may look at a desk that others can reach."),
    "audit": Verb("claimline.cli.account:audit", "What was done at a desk that others can reach."),
    "export": Verb("claimline.cli.export:export", "Write the ledger in formats that others read."),
    "review": Verb("claimline.cli.review:review", "Judge claims and events, reversibly."),
    "verify": Verb("claimline.cli.ledger:verify", "Check that the ledger's originals are unchanged."),
    "move": Verb("claimline.cli.move:move", "Copy a ledger to another place, such as a server."),
    "doctor": Verb("claimline.cli.doctor:doctor", "Check that everything needed is there and sound."),
    "gazetteer": Verb("claimline.cli.gazetteer:gazetteer", "Add, list and find places."),
}


class LazyGroup(click.Group):
    """A group that imports a command when it is called, and tells every failure in one clear line."""

    def __init__(self, *args: Any, verbs: Mapping[str, Verb], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        verb = self.verbs.get(cmd_name)
        if verb is None:
            return None
        module, _, attribute = verb.where.partition(":")
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{verb.where} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands from the table alone: to import them all would cost a second."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, verb.summary) for name, verb in self.verbs.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0]
        if word not in self.verbs and not word.startswith("-"):
            ctx.fail(f"No such command {word!r}.{_meant(word, self.verbs)}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # a closed pipe shows here, not while the interpreter ends
            return result
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except ClaimlineError as error:
            if as_json():
                tell(error.what, "error", kind=type(error).__name__, where=error.where, then=error.then)
            else:
                tell(str(error), "error")
            _trace(ctx)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            tell("stopped", "warning")
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            _forget_stdout()
            ctx.exit(PIPE_CLOSED)
        except Exception as error:
            tell(f"this should not happen: {type(error).__name__}: {_first_line(error)}", "critical")
            if not _trace(ctx):
                click.echo("  It is a defect of Claimline. Run again with -v to see where it happened.", err=True)
            ctx.exit(DEFECT)


def _meant(word: str, verbs: Mapping[str, Verb]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, verbs, n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0]


def _trace(ctx: click.Context) -> bool:
    """Print the traceback where it was asked for (-v, or CLAIMLINE_DEBUG in the environment)."""
    if not (is_verbose(ctx) or os.environ.get("CLAIMLINE_DEBUG")):
        return False
    import traceback

    click.echo(traceback.format_exc(), err=True, nl=False)
    return True


def _forget_stdout() -> None:
    """Whoever read our output has gone: nothing more is written, and no complaint when the interpreter flushes."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # a stand-in without a file descriptor, as in tests
        return


@click.group(
    cls=LazyGroup,
    verbs=VERBS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with:  claimline read report.txt --date 2024-05-16 --outlet 'Pindula News'",
)
@click.version_option(__version__, "-V", "--version", prog_name="claimline", message="%(prog)s %(version)s")
def main() -> None:
    """Reports of war in, checkable claims out: who says what happened, where, when and how sure.

    Works offline and the same way every time. Data goes to stdout, messages go to stderr.
    """
