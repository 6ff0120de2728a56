"""`python -m claimline` is the command `claimline`."""

from claimline.cli.main import main

main(prog_name="claimline")
