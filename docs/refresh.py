"""Keep the documentation true: docs/cli.md and the formats of docs/exports.md from the program, the README's examples.

python docs/refresh.py            write all
python docs/refresh.py --check    change nothing; exit 1 and name the file where one is out of date
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
README, CLI, EXPORTS = ROOT / "README.md", ROOT / "docs" / "cli.md", ROOT / "docs" / "exports.md"
FORMATS = re.compile(r"(?<=<!-- formats -->\n).*?(?=<!-- end of formats -->)", re.DOTALL)
CONSOLE = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
Help = tuple[tuple[str, ...], str]
HEAD = """# The commands

Written by `docs/refresh.py` from `claimline --help`; a test keeps it current.
Data goes to stdout, messages to stderr. What can go wrong, with its exit code, is listed at the end.
"""
TAIL = """## What can go wrong

```
{tree}
```
"""


def main(check: bool) -> int:
    stale = [path for path, text in wanted() if path.read_text(encoding="utf-8") != text]
    for path, text in wanted() if not check else ():
        path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{path.relative_to(ROOT)} {'is out of date: run docs/refresh.py' if check else 'refreshed'}")
    return int(check and bool(stale))


def wanted() -> Iterator[tuple[Path, str]]:
    """Each kept file with the text it should have."""
    yield CLI, cli_reference()
    yield EXPORTS, FORMATS.sub(lambda _: export_formats(), EXPORTS.read_text(encoding="utf-8"))
    yield README, CONSOLE.sub(lambda block: replay(block.group()), README.read_text(encoding="utf-8"))


def export_formats() -> str:
    from claimline.publishing.export.describe import described

    return described()


def cli_reference() -> str:
    from claimline import errors

    tree = (errors.__doc__ or "").strip()
    parts = [
        HEAD,
        *(f"{'#' * (1 + len(path))} {' '.join(path)}\n\n```\n{text}```\n" for path, text in helps()),
        TAIL.format(tree=tree),
    ]
    return "\n".join(parts)


def helps() -> Iterator[Help]:
    """The path of each command with what its --help prints, at 100 columns."""
    import click

    from claimline.cli.main import main as group

    def visit(command: click.Command, path: tuple[str, ...], parent: click.Context | None) -> Iterator[Help]:
        settings = {**command.context_settings, "terminal_width": 100, "max_content_width": 100}
        context = click.Context(command, info_name=path[-1], parent=parent, **settings)
        yield path, command.get_help(context) + "\n"
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                inner = command.get_command(context, name)
                if inner is not None and not inner.hidden:
                    yield from visit(inner, (*path, name), context)

    return visit(group, ("claimline",), None)


def replay(block: str) -> str:
    """A console block with what its commands print today. What `cat FILE` shows is given: it makes the file."""
    out: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for command, shown in commands(block):
            words = shlex.split(command)
            if words[0] == "cat":
                Path(folder, words[1]).write_text(shown, encoding="utf-8")
                out.append(f"$ {command}\n{shown}")
            else:
                out.append(f"$ {command}\n{run(words, folder)}")
    return "".join(out)


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block with the lines beneath it."""
    for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = piece.partition("\n")
        yield command, shown


def run(words: list[str], folder: str) -> str:
    env = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    if words[0] != "claimline":
        raise ValueError(f"an example that is no claimline command: {words[0]}")
    call = [sys.executable, "-m", *words]
    done = subprocess.run(call, cwd=folder, env=env, capture_output=True, text=True, check=True)
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


if __name__ == "__main__":
    raise SystemExit(main("--check" in sys.argv[1:]))
