// Outlines of regions and districts from a file of the user's, and the claims that are known to one of them only: drawn
// as the whole area, never as a point in it.
import { unpack } from "./outlines.js";

const L = globalThis.L;

/** The outline that an area's name means: the same name, or the same without "oblast", and of the same rank. */
function outlineOf(area, regions) {
  const same = regions.filter((one) => one.name.toLowerCase() === area.name.toLowerCase());
  const alike = same.length ? same : regions.filter((one) => one.key === area.key);
  const ranked = alike.filter((one) => !one.level || one.level === area.precision);
  const full = ranked.length > 1 ? ranked.filter((one) => one.key !== one.name.toLowerCase()) : ranked;
  return full.length === 1 ? full[0] : null;
}

/** Loads the outlines. Returns draw(areas, group, open): their lines, and the areas that claims are known to. */
export async function regions(address, renderer) {
  const land = await (await fetch(address)).json();
  const shapes = land.regions.map((one) => ({ ...one, rings: unpack(one.polygons, land.scale) }));
  return (areas, group, open) => {
    const said = new Map();
    for (const area of areas) {
      const outline = outlineOf(area, shapes);
      if (outline) said.set(outline, area);
    }
    for (const shape of shapes) {
      const area = said.get(shape);
      const look = { renderer, interactive: Boolean(area), smoothFactor: 1, className: area ? "map-region map-region-claims" : "map-region" };
      if (area) look.fillColor = "url(#map-hatch-regions)";
      const layer = L.polygon(shape.rings, look);
      if (area) reach(layer, area, open);
      group.addLayer(layer);
    }
    return new Set([...said.values()].map((area) => area.id));
  };
}

function reach(layer, area, open) {
  const words = `${area.name}: ${area.claims} ${area.claims === 1 ? "claim" : "claims"}, known to this ${area.precision} only`;
  const tip = document.createElement("bdi");
  tip.textContent = words;
  layer.bindTooltip(tip, { sticky: true });
  layer.on("click", () => open(area, layer.getElement()));
  layer.on("add", () => {
    const element = layer.getElement();
    for (const [name, value] of [["tabindex", "0"], ["role", "button"], ["aria-label", words]]) element.setAttribute(name, value);
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open(area, element);
    });
  });
}
