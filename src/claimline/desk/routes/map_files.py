"""What the map lies on, from files of the user: outlines of regions, and tiles."""

from __future__ import annotations

from hashlib import sha256

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from claimline.desk.answers import JSON
from claimline.desk.regions import region_file
from claimline.desk.state import Desk
from claimline.desk.statics import CHECK
from claimline.desk.tiles import open_tiles

_DAY = "public, max-age=86400"


def add(app: FastAPI, desk: Desk) -> None:
    """Raises UsageError for files that the map cannot draw: a desk says so when it starts, not when it is looked at."""
    if desk.config.boundaries is not None:
        outlines = bytes(JSON(region_file(desk.config.boundaries)).body)
        etag = f'"{sha256(outlines).hexdigest()[:32]}"'

        def regions(request: Request) -> Response:
            if request.headers.get("if-none-match") == etag:
                return Response(status_code=304, headers={"ETag": etag})
            return Response(outlines, media_type=JSON.media_type, headers={"ETag": etag, "Cache-Control": CHECK})

        app.add_api_route("/map/regions.json", regions, summary="Outlines of regions, as packed numbers", tags=["map"])
    if desk.config.tile_file is not None:
        tiles = open_tiles(desk.config.tile_file)

        def tile(z: int, x: int, y: int) -> Response:
            found = tiles.tile(z, x, y)
            if found is None:
                raise HTTPException(404)
            return Response(found, media_type=tiles.media, headers={"Cache-Control": _DAY})

        app.add_api_route("/map/tiles/{z}/{x}/{y}", tile, summary="A map tile", tags=["map"], response_model=None)
        app.state.tiles = tiles
