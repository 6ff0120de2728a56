"""Country packs from GeoNames (https://download.geonames.org/export/dump/, CC BY 4.0)."""

from __future__ import annotations

import re
import shutil
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claimline.errors import GazetteerError, UsageError

BASE = "https://download.geonames.org/export/dump"
TIMEOUT_S = 30
_OFFLINE = (
    "Without a network: fetch {url} elsewhere and run `claimline gazetteer add --file {file}`. "
    "Places named in reports stay known as far as the world's cities reach."
)


@contextmanager
def downloaded(name: str) -> Iterator[Path]:
    """The dump of a country (ISO 3166-1 alpha-2) or `allCountries`, as a zip that vanishes afterwards.

    Raises UsageError for what is no such name, and GazetteerError when the server cannot be reached.
    """
    if not re.fullmatch(r"[A-Z]{2}|allCountries", name):
        raise UsageError(
            f"{name!r} is no country code.",
            then="Give two letters (UA, SD, SY) or allCountries, or a file with --file.",
        )
    url = f"{BASE}/{name}.zip"
    with tempfile.TemporaryDirectory(prefix="claimline-") as folder:
        target = Path(folder) / f"{name}.zip"
        try:
            with urllib.request.urlopen(url, timeout=TIMEOUT_S) as answer, target.open("wb") as file:
                shutil.copyfileobj(answer, file)
        except urllib.error.HTTPError as error:
            raise GazetteerError(f"GeoNames has no such dump ({error.code}).", where=url) from error
        except OSError as error:
            reason = getattr(error, "reason", None) or error
            raise GazetteerError(
                f"GeoNames cannot be reached: {reason}.", where=url, then=_OFFLINE.format(url=url, file=f"{name}.zip")
            ) from error
        yield target
