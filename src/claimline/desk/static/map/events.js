// Events as small signs beside their place, a sign for each family of kinds: told apart by their form, not by colour.

const L = globalThis.L;
const NS = "http://www.w3.org/2000/svg";
const MOST = 6; // signs beside one place; its panel tells of the others
const WIDE = 18; // pixels of one sign with the room beside it
export const NEAR = 6; // zoom from which they are drawn

/** Lines of each sign in a box of 16 by 16. */
const SIGNS = {
  attack: "M8 1v14M1 8h14M3 3l10 10M13 3L3 13",
  clash: "M2 2l12 12M14 2L2 14M2 6V2h4M10 2h4v4",
  withdrawal: "M14 8H3M7 3L2 8l5 5",
  control: "M4 15V2l9 3.5L4 9",
  deployment: "M2 8h11M9 3l5 5-5 5",
  casualties: "M8 2a6 6 0 100 12A6 6 0 008 2M4.5 8h7",
  displacement: "M2 5h9M8 2l3 3-3 3M2 11h9M8 8l3 3-3 3M14 2v12",
  damage: "M9 1L4 9h4l-1 6 5-8H8z",
  detention: "M2 3h12M2 13h12M4.5 3v10M8 3v10M11.5 3v10",
  aid: "M2 5h12v9H2zM8 5v9M2 9h12M5 5l3-3 3 3",
  diplomacy: "M6 3a5 5 0 100 10 5 5 0 000-10M10 3a5 5 0 110 10 5 5 0 010-10",
  protest: "M3 6v4h3l6 4V2L6 6zM14.5 6v4",
  assessment: "M5 6a3 3 0 116 0c0 2-3 2-3 4.5M8 13.5v1",
};

export function sign(family) {
  const svg = document.createElementNS(NS, "svg");
  const path = document.createElementNS(NS, "path");
  for (const [name, value] of [["viewBox", "0 0 16 16"], ["class", "map-kind"], ["aria-hidden", "true"], ["focusable", "false"]]) svg.setAttribute(name, value);
  path.setAttribute("d", SIGNS[family] ?? "M3 3h10v10H3z");
  svg.append(path);
  return svg;
}

const family = (event) => event.kind.split(".")[0];
const many = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

/** What is said of an event: its kind, days, claims and, where it was asked for, its grade. */
export function told(event, name) {
  const days = event.first_day ? (event.first_day === event.last_day || !event.last_day ? event.first_day : `${event.first_day} to ${event.last_day}`) : "no day";
  return `${event.kind} at ${name}, ${days}: ${many(event.claims, "claim")}${event.grade ? `, graded ${event.grade}` : ""}`;
}

/** Signs of the events at each place, in a row under it; those with most claims first. */
export function events(doc, group, open) {
  const places = new Map(doc.places.map((place) => [place.id, place]));
  const here = new Map();
  for (const event of doc.events) {
    if (!places.has(event.place)) continue;
    here.set(event.place, [...(here.get(event.place) ?? []), event]);
  }
  for (const [id, some] of here) {
    const place = places.get(id);
    const shown = some.slice(0, MOST);
    shown.forEach((event, at) => {
      const box = document.createElement("span");
      box.className = `map-event${event.claims > 1 ? " map-event-more" : ""}`;
      box.append(sign(family(event)));
      if (event.claims > 1) box.append(Object.assign(document.createElement("b"), { textContent: event.claims }));
      const across = (at - (shown.length - 1) / 2) * WIDE;
      const icon = L.divIcon({ className: "map-events", html: box, iconSize: [16, 16], iconAnchor: [8 - across, -9] });
      const more = some.length > MOST && at === MOST - 1 ? `; ${some.length - MOST} more here` : "";
      const words = `${told(event, place.name)}${more}`;
      const marker = L.marker([place.lat, place.lon], { icon, pane: "events", title: "", alt: words, keyboard: true });
      marker.on("add", () => {
        const element = marker.getElement();
        element.setAttribute("role", "button");
        element.setAttribute("aria-label", words);
        element.addEventListener("keydown", (pressed) => {
          if (pressed.key !== "Enter" && pressed.key !== " ") return;
          pressed.preventDefault();
          open(event, place, element);
        });
      });
      marker.on("click", () => open(event, place, marker.getElement()));
      const tip = document.createElement("bdi");
      tip.textContent = words;
      group.addLayer(marker.bindTooltip(tip));
    });
  }
}

/** The key: a sign for each family that there is. */
export function key(list, families) {
  list.hidden = !families.length;
  list.replaceChildren(...families.map((name) => {
    const item = document.createElement("li");
    item.append(sign(name), ` ${name}`);
    return item;
  }));
}
