// Settlements by state and claims by place. A side has a shape as well as a tone; a state has a filling of its own.

const L = globalThis.L;
const SIZE = 7;

const ring = (x, y, r) => `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0z`;
const corners = (x, y, r, points) => `M${points.map(([px, py]) => `${x + px * r},${y + py * r}`).join("L")}z`;
const SHAPES = {
  1: [[-.9, -.9], [.9, -.9], [.9, .9], [-.9, .9]],
  2: [[0, -1.1], [1.1, .9], [-1.1, .9]],
  4: [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]],
  5: [[-1.1, -.9], [1.1, -.9], [0, 1.1]],
  6: [[-.4, -1.1], [.4, -1.1], [.4, -.4], [1.1, -.4], [1.1, .4], [.4, .4], [.4, 1.1], [-.4, 1.1], [-.4, .4], [-1.1, .4], [-1.1, -.4], [-.4, -.4]],
};

/** From afar everything is smaller, so that towns near each other stay apart. */
const scale = (zoom) => Math.min(Math.max(0.4 + zoom / 12, 0.5), 1);

/** The outline of a state's symbol around a point. */
function path({ x, y }, size, state, tone) {
  if (state === "contested") return `${ring(x, y, size)}M${x},${y - size}a${size},${size} 0 0,0 0,${2 * size}z`;
  if (state === "unknown") return ring(x, y, size - 1);
  return SHAPES[tone] ? corners(x, y, size, SHAPES[tone]) : ring(x, y, size);
}

const Sign = L.CircleMarker.extend({
  _updatePath() {
    const size = SIZE * scale(this._map.getZoom());
    this._renderer._setPath(this, path(this._point, size, this.options.state, this.options.tone));
  },
});

const Claims = L.CircleMarker.extend({
  _updatePath() {
    this._renderer._setPath(this, ring(this._point.x, this._point.y, this._radius * scale(this._map.getZoom())));
  },
});

/** Reach a drawn layer by keyboard, and name it for who listens. */
function reachable(layer, words, open) {
  layer.on("click", () => open(layer.getElement()));
  layer.on("add", () => {
    const element = layer.getElement();
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", words);
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open(element);
    });
  });
  return layer;
}

export function settlement(one, claims, renderer, open) {
  const said = claims ? `; ${claims} ${claims === 1 ? "claim" : "claims"}` : "";
  const className = `map-sign map-${one.state} t${one.tone ?? 0}${one.stale ? " map-stale" : ""}`;
  const look = { renderer, className, state: one.state, tone: one.tone, radius: SIZE + 2, fillRule: "evenodd" };
  const words = `${one.name}: ${one.why}${said}`;
  const sign = new Sign([one.lat, one.lon], look).bindTooltip(tip(one.name, one.why));
  return reachable(sign, words, open);
}

export function claimed(place, renderer, open) {
  const words = `${place.name}: ${place.claims} ${place.claims === 1 ? "claim" : "claims"}`;
  const at = [place.lat, place.lon];
  const area = place.drawn === "area";
  const layer = area
    ? L.circle(at, { renderer, className: "map-area", radius: Math.max(place.radius_km ?? 10, 1) * 1000, fillColor: "url(#map-hatch-claims)" })
    : new Claims(at, { renderer, className: "map-claims", radius: 8 + 2.6 * Math.sqrt(Math.min(place.claims, 150)) });
  const more = area ? `${words.slice(place.name.length + 2)}, somewhere in this ${place.precision}` : words.slice(place.name.length + 2);
  return reachable(layer.bindTooltip(tip(place.name, more)), words, open);
}

function tip(name, words) {
  const box = document.createElement("div");
  const title = document.createElement("b");
  title.dir = "auto";
  title.textContent = name;
  box.append(title, document.createElement("br"), words);
  return box;
}

/** Names of as many places as fit, those with most claims first. */
export function names(map, group, places) {
  group.clearLayers();
  const taken = [];
  const view = map.getBounds();
  const width = map.getSize().x;
  for (const place of places) {
    if (taken.length >= 40) break;
    if (!view.contains([place.lat, place.lon])) continue;
    const { x, y } = map.latLngToContainerPoint([place.lat, place.lon]);
    const long = 14 + 7.2 * place.name.length;
    const before = x + long > width;
    const box = before ? [x - long, y - 9, x - 8, y + 9] : [x + 8, y - 9, x + long, y + 9];
    if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
    taken.push(box);
    const words = document.createElement("bdi");
    words.textContent = place.name;
    const icon = L.divIcon({ className: before ? "map-name map-before" : "map-name", html: words, iconSize: [0, 0] });
    group.addLayer(L.marker([place.lat, place.lon], { icon, pane: "names", interactive: false, keyboard: false }));
  }
}
