"""What the commands of `claimline review` share: options, who judges, and what is said of a judgement."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from claimline.cli.console import Voice, voice_options

if TYPE_CHECKING:
    from claimline.ledger import Judge, Judgement

_Command = TypeVar("_Command", bound=Callable[..., Any])


def plain(command: _Command) -> _Command:
    """--ledger, -q and -v."""
    ledger = click.option(
        "--ledger",
        metavar="FILE_OR_URL",
        help="The ledger; else the environment's CLAIMLINE_LEDGER, else claimline.db in this folder.",
    )
    return ledger(voice_options(command))


def signed(command: _Command) -> _Command:
    """Beside those, who judges and why."""
    by = click.option("--who", "--by", "who", metavar="NAME", help="Who decides; else your login name.")
    note = click.option("--note", default="", metavar="WORDS", help="Why, for whoever reads it later.")
    return by(note(plain(command)))


def weighed(command: _Command) -> _Command:
    """Beside those, whether what is touched is weighed at once."""
    weigh = click.option("--weigh/--no-weigh", default=True, help="Whether to weigh at once what this changes.")
    gazetteer = click.option("--gazetteer", type=click.Path(path_type=Path), help="The table of places; else your own.")
    return weigh(gazetteer(signed(command)))


def decide(
    ledger: str | None,
    voice: Voice,
    judging: Callable[[Judge], Judgement],
    *,
    undone: bool = False,
    weigh: bool = True,
    gazetteer: Path | None = None,
) -> None:
    """Write a judgement, say what came of it, and weigh what it touches."""
    from claimline import open_ledger
    from claimline.cli.weigh import weigh_aloud
    from claimline.pipeline.reviewing import gazetteer_places
    from claimline.pipeline.weighing import WeighConfig
    from claimline.publishing.words import plural

    with open_ledger(ledger, create=False) as opened:
        judgement = judging(opened.judge(places=gazetteer_places(gazetteer)))
        done = "undone" if undone else "kept"
        voice.say(f"judgement {judgement.id} {done}: {judgement.verb} of {plural(len(judgement.subjects), 'claim')}")
        if weigh:
            weigh_aloud(opened, voice, WeighConfig(gazetteer=gazetteer))
        else:
            voice.say("what it touches waits to be weighed: claimline weigh")


def name_of(who: str | None) -> str:
    """Who decides: as given, else the login name."""
    import getpass

    from claimline.errors import UsageError

    if who is not None and who.strip():
        return who.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise UsageError("this machine does not know who you are", then="Give a name with --who.") from error
