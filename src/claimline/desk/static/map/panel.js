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

/** Fills and shows `box`. Returns open(place, asked, from): `asked` narrows the claims, focus goes back to `from`. */
export function panel(box) {
  let [going, back] = [null, null];
  function close() {
    going?.abort();
    if (box.hidden) return;
    box.hidden = true;
    back?.focus?.();
  }
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  async function open(place, asked, from) {
    going?.abort();
    going = new AbortController();
    back = from;
    const shut = made("button", { type: "button", class: "plain map-shut", "aria-label": "Close" }, "×");
    shut.addEventListener("click", close);
    const title = made("h2", { id: "map-panel-title" }, made("a", { href: `/places/${encodeURIComponent(place.id)}` }, made("bdi", { dir: "auto" }, place.name)));
    const list = made("ul", { class: "told" }, made("li", { class: "quiet" }, "Loading the words …"));
    const narrowed = { ...asked, place: place.id };
    const all = made("a", { href: address("/claims", narrowed) }, "All claims of these days here");
    box.replaceChildren(shut, title, ...(place.why ? [made("p", { dir: "auto" }, place.why)] : []), list, made("p", {}, all));
    box.hidden = false;
    box.focus({ preventScroll: true });
    try {
      const answer = await fetch(address("/claims.json", { ...narrowed, limit: 5 }), { signal: going.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const { claims } = await answer.json();
      list.replaceChildren(...claims.map(told));
      if (!claims.length) list.append(made("li", { class: "quiet" }, "No claim of these days; its page tells of earlier ones."));
    } catch (error) {
      if (error.name !== "AbortError") list.replaceChildren(made("li", {}, "The words could not be loaded. The link below shows them."));
    }
  }
  return { open, close };
}
