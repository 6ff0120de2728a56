// The map. The address holds what is shown: each change of a slider, a bar or the form is one of the address, and the
// same data as /map.json are drawn. Lists and form come from the page itself, so that they are written once.

import { hatch, outlines } from "./outlines.js";
import { events, key, NEAR, told } from "./events.js";
import { panel as panelOf } from "./panel.js";
import { regions } from "./regions.js";
import { claimed, names, settlement } from "./symbols.js";
import { number, day, timeline } from "./timeline.js";
import { hash, read } from "./view.js";

const L = globalThis.L;
const find = (id) => document.getElementById(id);
const frame = find("map-frame");
const status = find("map-status");
const WAIT = 120; // ms after the last move of a slider
const REST = 500; // ms until lists follow the map
const FILTERS = ["family", "speaker_side", "speaker", "outlet", "precision", "kind", "actor_side", "status"];
const LAYERS = ["settlements", "claims", "events", "regions"];

frame.hidden = false;
find("map-time").hidden = false;

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const map = L.map("map", {
  renderer: L.svg(), minZoom: 2, maxZoom: frame.dataset.tiles ? 18 : 12, zoomSnap: 0.5, worldCopyJump: false,
  maxBounds: [[-75, -200], [88, 200]], attributionControl: false, zoomAnimation: !still, fadeAnimation: !still,
  scrollWheelZoom: false,
}).setView([48, 32], 5);
for (const [name, level] of [["land", 210], ["regions", 400], ["claims", 410], ["signs", 420], ["events", 425], ["names", 430]]) {
  map.createPane(name).style.zIndex = level;
}
// The wheel scrolls the page until the map has been clicked or reached by keyboard.
map.getContainer().addEventListener("focusin", () => map.scrollWheelZoom.enable());
map.getContainer().addEventListener("focusout", () => map.scrollWheelZoom.disable());
map.getPane("names").style.pointerEvents = "none";
map.attributionControl = L.control.attribution({ prefix: "Leaflet · outlines: Natural Earth, to some 3 km" }).addTo(map);
L.control.scale({ imperial: false }).addTo(map);
if (frame.dataset.tiles) {
  const deepest = frame.dataset.deepest ? { maxNativeZoom: Number(frame.dataset.deepest) } : {};
  L.tileLayer(frame.dataset.tiles, { maxZoom: 18, ...deepest }).addTo(map);
  const credit = document.createElement("bdi");
  credit.textContent = frame.dataset.credit ?? "";
  if (credit.textContent) map.attributionControl.addAttribution(credit.outerHTML);
  frame.classList.add("map-tiled");
}
outlines(map, frame.dataset.land, frame.dataset.near);

const claimPen = L.svg({ pane: "claims" }).addTo(map);
const signPen = L.svg({ pane: "signs" }).addTo(map);
hatch(claimPen, "map-hatch-claims", "map-hatch-line");
const regionPen = L.svg({ pane: "regions", padding: 0.4 }).addTo(map);
hatch(regionPen, "map-hatch-regions", "map-hatch-line");
const layers = Object.fromEntries([...LAYERS, "names"].map((name) => [name, L.layerGroup().addTo(map)]));
let view = read();
const without = view.without;
let opened = view.open; // "place:ID" or "event:ID": whose panel is open
const panel = panelOf(find("map-panel"), () => { opened = null; keep(); });
const drawRegions = frame.dataset.regions ? regions(frame.dataset.regions, regionPen).catch(() => null) : null;

const FullScreen = L.Control.extend({
  onAdd() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "map-full";
    button.textContent = "Full screen";
    L.DomEvent.disableClickPropagation(button);
    button.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen()));
    document.addEventListener("fullscreenchange", () => {
      button.textContent = document.fullscreenElement ? "Leave full screen" : "Full screen";
      map.invalidateSize();
    });
    return button;
  },
});
if (document.fullscreenEnabled) new FullScreen({ position: "topright" }).addTo(map);

let asked = new URLSearchParams(location.search);
let doc = null;
let reach = null; // first and last day of the sliders: of the whole ledger, not of what was known on an early day
let fitted = Boolean(view.centre);
if (view.centre) map.setView([view.centre.lat, view.centre.lon], view.centre.zoom, { animate: false });
let [going, waiting, resting] = [null, null, null];

async function loaded(query, signal) {
  const answer = await fetch(`/map.json?${query}`, { signal });
  const found = await answer.json();
  if (!answer.ok) throw new Error(`${found.error?.message ?? answer.status} ${found.error?.then ?? ""}`);
  return found;
}

/** The days of the sliders: of 99 in 100 claims, so that one of long ago does not press all others together. */
function span(found) {
  const most = found.days.reduce((sum, one) => sum + one.claims, 0) / 100;
  let before = 0;
  const first = found.days.find((one) => (before += one.claims) > most)?.day ?? found.first;
  return [first < found.on ? first : found.on, found.known];
}

async function show() {
  going?.abort();
  going = new AbortController();
  frame.setAttribute("aria-busy", "true");
  try {
    const query = asked.toString();
    const [found, whole] = await Promise.all([
      loaded(query, going.signal), reach || !query ? null : loaded("", going.signal),
    ]);
    reach ??= span(whole ?? found);
    reach = [found.on < reach[0] ? found.on : reach[0], found.known > reach[1] ? found.known : reach[1]];
    doc = found;
    draw();
  } catch (error) {
    if (error.name === "AbortError") return;
    status.textContent = `The map could not be drawn: ${error.message}`;
  }
  frame.removeAttribute("aria-busy");
}

/** What is known lies over what is not, for towns that are near each other. */
const ORDER = ["unknown", "contested", "claimed", "held"];
const lastly = (a, b) => b.stale - a.stale || ORDER.indexOf(a.state) - ORDER.indexOf(b.state);

/** What is open of the map, in the address: a link to it opens the same. */
function keep() {
  if (doc) history.replaceState(null, "", `${location.pathname}${location.search}${hash(map, without, opened)}`);
}

function draw() {
  const was = opened;
  panel.close();
  for (const layer of Object.values(layers)) layer.clearLayers();
  const counts = new Map(doc.places.map((place) => [place.id, place.claims]));
  const narrowed = () => ({
    since: doc.since, until: doc.on, known: doc.known,
    ...Object.fromEntries(FILTERS.filter((name) => asked.get(name)).map((name) => [name, asked.get(name)])),
  });
  const open = (place, from) => {
    panel.open(place, narrowed(), from);
    opened = `place:${place.id}`;
    keep();
  };
  const openEvent = (event, place, from) => {
    panel.event(event, told(event, place.name), doc.known, from);
    opened = `event:${event.id}`;
    keep();
  };
  const opener = (place) => (from) => open(place, from);
  const areasLast = [...doc.places].sort((a, b) => (b.radius_km ?? 0) * (b.drawn === "area") - (a.radius_km ?? 0) * (a.drawn === "area"));
  for (const place of areasLast) layers.claims.addLayer(claimed(place, claimPen, opener(place)));
  for (const one of [...doc.settlements].sort(lastly)) layers.settlements.addLayer(settlement(one, counts.get(one.id), signPen, opener(one)));
  events(doc, layers.events, openEvent);
  key(find("map-kinds"), [...new Set(doc.events.map((event) => event.kind.split(".")[0]))].sort());
  drawRegions?.then((drawn) => drawn?.(doc.areas, layers.regions, open));
  line.draw(doc, ...reach);
  fit();
  label();
  tell();
  reopen(was, open, openEvent);
}

/** Open again what the address says was open, if it is still there. */
function reopen(what, open, openEvent) {
  const [sort, ...rest] = (what ?? "").split(":");
  const id = rest.join(":");
  if (sort === "place") {
    const place = [...doc.settlements, ...doc.places, ...doc.areas].find((one) => one.id === id);
    if (place) open(place, find("map"));
  } else if (sort === "event") {
    const event = doc.events.find((one) => one.id === id);
    const place = event && doc.places.find((one) => one.id === event.place);
    if (place) openEvent(event, place, find("map"));
  }
}

/** Where all but a few claims are: one of another continent does not make the others small. */
function middle(values) {
  values.sort((a, b) => a - b);
  const few = Math.floor(values.length * 0.03);
  return [values[few], values[values.length - 1 - few]];
}

function fit() {
  if (fitted) return;
  const points = [...doc.settlements, ...doc.places.flatMap((place) => Array(Math.min(place.claims, 20)).fill(place))];
  if (!points.length) return;
  fitted = true;
  const [south, north] = middle(points.map((point) => point.lat));
  const [west, east] = middle(points.map((point) => point.lon));
  map.fitBounds([[south, west], [north, east]], { padding: [40, 40], maxZoom: 9, animate: false });
}

function label() {
  if (!doc) return;
  const counts = new Map(doc.places.map((place) => [place.id, place.claims]));
  const all = new Map([...doc.settlements, ...doc.places].map((place) => [place.id, place]));
  names(map, layers.names, [...all.values()].sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0)));
  map.getContainer().classList.toggle("map-far", map.getZoom() < 5);
}
map.on("moveend", label);
map.on("moveend", keep);

/** Layers that are shown; events only where they do not cover each other. */
function toggle() {
  for (const name of LAYERS) {
    const shown = !without.has(name) && (name !== "events" || map.getZoom() >= NEAR);
    if (shown !== map.hasLayer(layers[name])) layers[name][shown ? "addTo" : "removeFrom"](map);
  }
}
map.on("zoomend", toggle);
for (const box of find("map-layers").querySelectorAll("input")) {
  box.checked = !without.has(box.value);
  box.addEventListener("change", () => {
    without[box.checked ? "delete" : "add"](box.value);
    toggle();
    keep();
  });
}
find("map-layers").hidden = false;
toggle();

function tell() {
  const many = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
  status.textContent = `${doc.placed.toLocaleString("en")} of ${many(doc.claims, "claim")} are on the map; ${doc.unplaced.toLocaleString("en")} ${doc.unplaced === 1 ? "has" : "have"} no place with coordinates.`
    + (doc.grouped ? ` They are about ${many(doc.events.length, "event")}, ${doc.events.filter((event) => !doc.places.some((place) => place.id === event.place)).length.toLocaleString("en")} of them not on the map.` : " There are too many to tell their events apart.")
    + (doc.complete ? "" : " There are more than a map can show: narrow it.")
    + (doc.gaps.length ? ` ${many(doc.gaps.length, "gap")} in coverage, which are not calm.` : "");
  for (const time of find("map-when").querySelectorAll("time")) time.textContent = doc[time.dataset.day];
}

/** Lists and form of the same address, from its page. */
async function lists() {
  const query = asked.toString();
  const answer = await fetch(`/map${query ? `?${query}` : ""}`, { headers: { Accept: "text/html" } });
  if (!answer.ok || query !== asked.toString()) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("map-list");
  if (fresh && !find("map-list").contains(document.activeElement)) find("map-list").replaceWith(document.adoptNode(fresh));
  for (const field of find("map-filters").elements) {
    const other = field.name && page.getElementById(field.id);
    if (other && field !== document.activeElement) field.value = other.value;
  }
}

function changed(push) {
  const query = asked.toString();
  const rest = doc ? hash(map, without, opened) : "";
  history[push ? "pushState" : "replaceState"](null, "", `${query ? `?${query}` : location.pathname}${rest}`);
  clearTimeout(waiting);
  clearTimeout(resting);
  waiting = setTimeout(show, WAIT);
  resting = setTimeout(lists, WAIT + REST);
}

let lately = 0; // of the last move: a run of moves is one step of the history
const line = timeline(find("map-time"), (days, whole = false) => {
  const before = asked.get("on") ?? doc?.on;
  for (const [name, value] of Object.entries(days)) value ? asked.set(name, value) : asked.delete(name);
  const [on, known] = [asked.get("on"), asked.get("known") ?? doc?.known];
  if (days.on && known && on > known) asked.set("known", on);
  if (days.known && (on ?? doc?.on) > days.known) asked.set("on", days.known);
  if (asked.get("since") && !whole && asked.get("on") !== before) {
    asked.set("since", day(number(asked.get("since")) + number(asked.get("on")) - number(before)));
  }
  const push = whole || Date.now() - lately > 1500;
  lately = Date.now();
  changed(push);
});

find("map-filters").addEventListener("submit", (event) => {
  event.preventDefault();
  const given = new FormData(event.target);
  asked = new URLSearchParams([...given].filter(([, value]) => value !== ""));
  for (const name of ["on", "known"]) if (!new URLSearchParams(location.search).get(name) && asked.get(name) === doc?.[name]) asked.delete(name);
  fitted = asked.get("area") === new URLSearchParams(location.search).get("area");
  changed(true);
});
find("map-filters").addEventListener("change", (event) => {
  if (event.target.matches("select")) event.target.form.requestSubmit();
});
addEventListener("popstate", () => {
  if (new URLSearchParams(location.search).toString() === asked.toString()) return; // only what is behind the #
  line.stop();
  view = read();
  opened = view.open;
  asked = new URLSearchParams(location.search);
  show();
  clearTimeout(resting);
  resting = setTimeout(lists, REST);
});

show();
