// What of the view the server need not know, behind the # of the address: #map=zoom/lat/lon&without=claims&open=place:ID.

const DIGITS = 4; // of a degree

export function read() {
  const told = new URLSearchParams(location.hash.slice(1));
  const [zoom, lat, lon] = (told.get("map") ?? "").split("/").map(Number);
  const placed = [zoom, lat, lon].every(Number.isFinite) && told.has("map") && Math.abs(lat) <= 90 && Math.abs(lon) <= 360;
  return {
    centre: placed ? { zoom, lat, lon } : null,
    without: new Set((told.get("without") ?? "").split(",").filter(Boolean)),
    open: told.get("open"),
  };
}

/** The part of the address from # on. */
export function hash(map, without, open) {
  const { lat, lng } = map.getCenter();
  const told = [`map=${Math.round(map.getZoom() * 2) / 2}/${lat.toFixed(DIGITS)}/${lng.toFixed(DIGITS)}`];
  if (without.size) told.push(`without=${[...without].sort().join(",")}`);
  if (open) told.push(`open=${encodeURIComponent(open)}`);
  return `#${told.join("&")}`;
}
