"""Distances and bearings on a sphere of the earth's mean radius: good to half a per cent, which no report is."""

from __future__ import annotations

import math

EARTH_KM = 6371.0
KM_PER_MILE = 1.609344


def km(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Great-circle distance in kilometres of two points in degrees (haversine)."""
    a, b = math.radians(a_lat), math.radians(b_lat)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(b_lon - a_lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def bearing(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """The direction of `b` from `a`, in degrees clockwise from north (0 to 360)."""
    a, b, turn = math.radians(a_lat), math.radians(b_lat), math.radians(b_lon - a_lon)
    east = math.sin(turn) * math.cos(b)
    north = math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(turn)
    return math.degrees(math.atan2(east, north)) % 360


def moved(lat: float, lon: float, distance_km: float, degrees: float) -> tuple[float, float]:
    """The point so many kilometres away in a direction (degrees clockwise from north)."""
    a, reach, turn = math.radians(lat), distance_km / EARTH_KM, math.radians(degrees)
    b = math.asin(math.sin(a) * math.cos(reach) + math.cos(a) * math.sin(reach) * math.cos(turn))
    east = math.atan2(math.sin(turn) * math.sin(reach) * math.cos(a), math.cos(reach) - math.sin(a) * math.sin(b))
    return round(math.degrees(b), 4), round((lon + math.degrees(east) + 540) % 360 - 180, 4)


def turn_between(a: float, b: float) -> float:
    """The angle between two directions, 0 to 180 degrees."""
    return abs((a - b + 180) % 360 - 180)
