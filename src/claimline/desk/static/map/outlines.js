// Outlines of countries and of disputed areas, from the desk's own files: coarse at once, finer after the first view.

const L = globalThis.L;

/** Rings of [lat, lon] from flat lists of whole parts of a degree: the first point, then steps from it. */
export function unpack(polygons, scale) {
  return polygons.map((rings) => rings.map((ring) => {
    const points = [];
    for (let at = 0, x = 0, y = 0; at < ring.length; at += 2) {
      x += ring[at];
      y += ring[at + 1];
      points.push([y / scale, x / scale]);
    }
    return points;
  }));
}

/** Lines that a renderer's fills may use: `fillColor: "url(#map-hatch)"`. */
export function hatch(renderer, id, className) {
  const svg = renderer._container;
  const defs = L.SVG.create("defs");
  const pattern = L.SVG.create("pattern");
  const line = L.SVG.create("line");
  const settings = { id, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  for (const [name, value] of Object.entries(settings)) pattern.setAttribute(name, value);
  line.setAttribute("y2", 7);
  line.setAttribute("class", className);
  pattern.append(line);
  defs.append(pattern);
  svg.prepend(defs);
}

function label(area, at) {
  const words = document.createElement("span");
  words.textContent = "disputed";
  words.title = area.name;
  const icon = L.divIcon({ className: "map-disputed", html: words, iconSize: [0, 0] });
  return L.marker(at, { icon, pane: "names", interactive: false, keyboard: false });
}

function drawn(land, renderer) {
  const group = L.layerGroup();
  const common = { renderer, interactive: false, smoothFactor: 1.2 };
  for (const country of land.countries) {
    group.addLayer(L.polygon(unpack(country.polygons, land.scale), { ...common, className: "map-country" }));
  }
  for (const area of land.disputed) {
    const look = { ...common, className: "map-disputed-area", fillColor: "url(#map-hatch-land)" };
    const shape = L.polygon(unpack(area.polygons, land.scale), look);
    group.addLayer(shape);
    group.addLayer(label(area, shape.getBounds().getCenter()));
  }
  return group;
}

/** Draw the outlines at `first`; those at `then` take their place once the page is at rest. */
export async function outlines(map, first, then) {
  const renderer = L.svg({ pane: "land", padding: 0.4 }).addTo(map);
  hatch(renderer, "map-hatch-land", "map-hatch");
  const load = async (address) => drawn(await (await fetch(address)).json(), renderer);
  const coarse = (await load(first)).addTo(map);
  const later = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 300));
  later(async () => {
    try {
      const fine = await load(then);
      coarse.remove();
      fine.addTo(map);
    } catch { /* the coarse ones stay */ }
  });
}
