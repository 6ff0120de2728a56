"""`claimline account`: who may look at a desk that others can reach."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from claimline.cli.console import Voice, data_output, voice_options
from claimline.cli.people import ledger_option
from claimline.errors import UsageError

if TYPE_CHECKING:
    from claimline.ledger import Access

GROUP_HELP = """Say who may look at a desk that others can reach.

A reader looks, a reviewer judges claims too, an admin also sees all links and what was done. Of passwords and tokens
the ledger keeps hashes only. Passwords are asked for at the terminal, or read from the first line of stdin.

\b
Examples:
  claimline account add olha --role reviewer
  claimline account list
  claimline account token olha --days 90 --label "nightly export"
  claimline account disable petro
"""
ADD_HELP = """Make an account.

\b
Examples:
  claimline account add olha --role reviewer
  pass show desk/olha | claimline account add olha
"""
TOKEN_HELP = """Make a token for a program, which sends it as `Authorization: Bearer TOKEN`.

It is printed once, and lets do what the account may. It ends after --days, when it is revoked, or with the account.

\b
Examples:
  claimline account token olha --days 90 --label "nightly export"
"""
REVOKE_HELP = """End a session, a token or a shared link, by the id that `claimline account list --format json` prints.

\b
Examples:
  claimline account revoke 3f9a1c20be77
"""
ROLES = ("reader", "reviewer", "admin")
_ROLE = click.option("--role", type=click.Choice(ROLES), default="reader", show_default=True, help="What they may do.")
_FORMAT = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="How to print.")


@click.group(help=GROUP_HELP, short_help="Say who may look at a desk that others can reach.")
def account() -> None:
    pass


@account.command(help=ADD_HELP, short_help="Make an account.")
@click.argument("name")
@_ROLE
@ledger_option
@voice_options
def add(name: str, role: str, ledger: str | None, quiet: bool, verbose: bool) -> None:
    password = _password("Password", twice=True)
    with _access(ledger, create=True) as access:
        made = access.add(name, password, role, by=_me())  # type: ignore[arg-type]
    Voice(quiet, verbose).say(f"{made.name} may sign in as {made.role}")


@account.command("list", short_help="List accounts, and what is in force.")
@_FORMAT
@ledger_option
def list_(form: str, ledger: str | None) -> None:
    """List accounts; as JSON also the sessions, tokens and shared links in force.

    \b
    Examples:
      claimline account list
      claimline account list --format json
    """
    with _access(ledger) as access, data_output(None) as out:
        found = access.accounts()
        if form == "json":
            given = {sort: [asdict(one) for one in access.grants(sort)] for sort in ("session", "token", "share")}
            out.write(json.dumps({"accounts": [asdict(one) for one in found], **given}, indent=2) + "\n")
            return
        for one in found:
            out.write(
                f"{one.name}\t{one.role}\t{one.created_at}\t{'disabled' if one.disabled_at else ''}\n".rstrip() + "\n"
            )


@account.command(short_help="Give an account another role.")
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@ledger_option
@voice_options
def role(name: str, role: str, ledger: str | None, quiet: bool, verbose: bool) -> None:
    """Give an account another role; its sessions, tokens and links end.

    \b
    Examples:
      claimline account role olha admin
    """
    with _access(ledger) as access:
        access.set_role(name, role, by=_me())  # type: ignore[arg-type]
    Voice(quiet, verbose).say(f"{name} is {role} now")


@account.command(short_help="Give an account another password.")
@click.argument("name")
@ledger_option
@voice_options
def password(name: str, ledger: str | None, quiet: bool, verbose: bool) -> None:
    """Give an account another password; its sessions end.

    \b
    Examples:
      claimline account password olha
    """
    given = _password("New password", twice=True)
    with _access(ledger) as access:
        access.set_password(name, given, by=_me())
    Voice(quiet, verbose).say(f"{name} has another password now")


@account.command(short_help="Let nobody in with an account.")
@click.argument("name")
@ledger_option
@voice_options
def disable(name: str, ledger: str | None, quiet: bool, verbose: bool) -> None:
    """Let nobody in with an account; its sessions, tokens and links end. Its judgements stay.

    \b
    Examples:
      claimline account disable petro
    """
    with _access(ledger) as access:
        access.disable(name, by=_me())
    Voice(quiet, verbose).say(f"{name} lets nobody in now")


@account.command(short_help="Let an account in again.")
@click.argument("name")
@ledger_option
@voice_options
def enable(name: str, ledger: str | None, quiet: bool, verbose: bool) -> None:
    """Let an account in again.

    \b
    Examples:
      claimline account enable petro
    """
    with _access(ledger) as access:
        access.enable(name, by=_me())
    Voice(quiet, verbose).say(f"{name} may sign in again")


@account.command(help=TOKEN_HELP, short_help="Make a token for a program.")
@click.argument("name")
@click.option("--days", type=click.IntRange(1, 366), default=30, show_default=True, help="How long it holds.")
@click.option("--label", default="", metavar="WORDS", help="What it is for.")
@ledger_option
@voice_options
def token(name: str, days: int, label: str, ledger: str | None, quiet: bool, verbose: bool) -> None:
    with _access(ledger) as access, data_output(None) as out:
        found = next((one for one in access.accounts() if one.name == name.casefold() and not one.disabled_at), None)
        if found is None:
            raise UsageError(
                f"there is no account {name!r} that is let in", then="See them with: claimline account list"
            )
        made, grant = access.grant("token", found, days=days, label=label)
        out.write(made + "\n")
    Voice(quiet, verbose).say(f"token {grant.id}, until {grant.expires_at}; it is not shown again")


@account.command(help=REVOKE_HELP, short_help="End a session, a token or a shared link.")
@click.argument("name", metavar="ID")
@ledger_option
@voice_options
def revoke(name: str, ledger: str | None, quiet: bool, verbose: bool) -> None:
    with _access(ledger) as access:
        access.revoke(name, by=_me())
    Voice(quiet, verbose).say(f"{name} opens nothing any more")


@click.command(short_help="What was done at a desk that others can reach.")
@click.option(
    "--most", type=click.IntRange(1), default=100, show_default=True, metavar="N", help="How many, newest first."
)
@_FORMAT
@ledger_option
def audit(most: int, form: str, ledger: str | None) -> None:
    """What was done at a desk that others can reach, and by whom: signing in, judging, sharing, changing accounts.

    Each entry has a digest over itself and all before it. `claimline verify` shows an entry that was changed or taken
    out; keep the newest digest elsewhere, and it also shows entries taken off the end.

    \b
    Examples:
      claimline audit --most 20
      claimline audit --format json > audit.json
    """
    import claimline

    with claimline.open_ledger(ledger, create=False) as opened, data_output(None) as out:
        found = opened.audit(most=most)
        if form == "json":
            out.write(json.dumps([asdict(one) for one in found], indent=2, ensure_ascii=False) + "\n")
            return
        for one in found:
            out.write(f"{one.at}  {one.who}  {one.what}  {one.about}  {one.digest[:12]}\n")


@contextmanager
def _access(ledger: str | None, *, create: bool = False) -> Iterator[Access]:
    import claimline

    with claimline.open_ledger(ledger, create=create) as opened:
        yield opened.access()


def _me() -> str:
    """Who runs the command, for the audit log."""
    try:
        return f"command of {getpass.getuser()}"
    except (OSError, KeyError, ImportError):  # an account without a name
        return "command"


def _password(prompt: str, *, twice: bool) -> str:
    if sys.stdin.isatty():
        given: str = click.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True)
        return given
    return sys.stdin.readline().rstrip("\r\n")
