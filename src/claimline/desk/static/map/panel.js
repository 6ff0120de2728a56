// What is said of a place: the words, who says so, which outlet reports it. Words of reports are only ever text.

function made(name, settings = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(settings)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function address(path, asked) {
  const given = Object.entries(asked).filter(([, value]) => value);
  return `${path}?${new URLSearchParams(given)}`;
}

function told(claim) {
  const words = made("span", { class: "quote", dir: "auto" }, claim.evidence?.[0]?.text ?? "no words");
  if (claim.report?.language) words.lang = claim.report.language;
  const who = made("bdi", {}, claim.speaker?.name ?? "the outlet itself");
  const outlet = made("bdi", {}, claim.report?.outlet ?? "an outlet that is not named");
  const about = made("p", { class: "quiet small" }, who, ", as reported by ", outlet, claim.report?.published ? `, ${claim.report.published}` : "");
  return made("li", {}, made("a", { href: `/claims/${encodeURIComponent(claim.id)}` }, words), about);
}

function telling(one) {
  const words = made("span", { class: "quote", dir: "auto" }, one.text || "no words");
  const about = made("p", { class: "quiet small" }, made("bdi", {}, one.speaker ?? "the outlet itself"), ", as reported by ", made("bdi", {}, one.outlet ?? "an outlet that is not named"), `, ${one.known}`);
  return made("li", {}, made("a", { href: `/claims/${encodeURIComponent(one.claim)}` }, words), about);
}

/** Fills and shows `box`. Returns open(place, asked, from), event(one, why, known, from) and close(). */
export function panel(box, closed = () => {}) {
  let [going, back] = [null, null];
  function close() {
    going?.abort();
    if (box.hidden) return;
    box.hidden = true;
    closed();
    back?.focus?.();
  }
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  /** `about`: {title, href, why, none, load(signal) → list items, more: {href, words}}; focus goes back to `from`. */
  async function show(about, from) {
    going?.abort();
    going = new AbortController();
    back = from;
    const shut = made("button", { type: "button", class: "plain map-shut", "aria-label": "Close" }, "×");
    shut.addEventListener("click", close);
    const title = made("h2", { id: "map-panel-title" }, made("a", { href: about.href }, made("bdi", { dir: "auto" }, about.title)));
    const list = made("ul", { class: "told" }, made("li", { class: "quiet" }, "Loading the words …"));
    const why = about.why ? [made("p", { dir: "auto" }, about.why)] : [];
    box.replaceChildren(shut, title, ...why, list, made("p", {}, made("a", { href: about.more.href }, about.more.words)));
    box.hidden = false;
    box.focus({ preventScroll: true });
    try {
      const items = await about.load(going.signal);
      list.replaceChildren(...items);
      if (!items.length) list.append(made("li", { class: "quiet" }, about.none));
    } catch (error) {
      if (error.name !== "AbortError") list.replaceChildren(made("li", {}, "The words could not be loaded. The link below shows them."));
    }
  }
  async function loaded(path, signal) {
    const answer = await fetch(path, { signal });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }
  /** Claims at a place or in an area, narrowed by `asked`. */
  function open(place, asked, from) {
    const narrowed = { ...asked, place: place.id };
    return show({
      title: place.name,
      href: `/places/${encodeURIComponent(place.id)}`,
      why: place.why,
      none: "No claim of these days; its page tells of earlier ones.",
      load: async (signal) => (await loaded(address("/claims.json", { ...narrowed, limit: 5 }), signal)).claims.map(told),
      more: { href: address("/claims", narrowed), words: "All claims of these days here" },
    }, from);
  }
  /** One event with its first claims, as known on the day `known`; `why` says what the map knows of it. */
  function event(one, why, known, from) {
    const href = address(`/events/${encodeURIComponent(one.id)}`, { known });
    return show({
      title: one.kind,
      href,
      why,
      none: "Nothing was known of it then.",
      load: async (signal) => (await loaded(address(`/events/${encodeURIComponent(one.id)}.json`, { known }), signal)).event.tellings.slice(0, 5).map(telling),
      more: { href, words: "The event, slot by slot, with its grades" },
    }, from);
  }
  return { open, event, close };
}
