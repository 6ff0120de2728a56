// Two sliders (the day, and what was known when), the bars of claims a day, and a button that plays the days.

const DAY = 86_400_000;
const NS = "http://www.w3.org/2000/svg";
const PAUSE = 700; // ms a day, while it plays

export const number = (day) => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);
export const day = (count) => new Date(count * DAY).toISOString().slice(0, 10);

function made(name, settings = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(settings)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function slider(id, words, changed) {
  const input = made("input", { type: "range", id, step: 1 });
  const output = made("output", { for: id, class: "num" });
  const step = (by, name, sign) => {
    const button = made("button", { type: "button", class: "plain", "aria-label": `${words}: ${name}` }, sign);
    button.addEventListener("click", () => {
      input.value = Number(input.value) + by;
      told();
    });
    return button;
  };
  const show = () => {
    output.textContent = day(Number(input.value));
    input.setAttribute("aria-valuetext", output.textContent);
  };
  function told() {
    show();
    changed(day(Number(input.value)));
  }
  input.addEventListener("input", told);
  const row = made("div", { class: "map-slider" }, made("label", { for: id }, words), step(-1, "a day back", "‹"), input, step(1, "a day on", "›"), output);
  const set = (value, least, most) => {
    [input.min, input.max, input.value] = [number(least), number(most), number(value)];
    show();
  };
  return { row, input, set, told };
}

/** Bars; `picked(since, on)` where one is clicked (since is null) or some are dragged over. */
function histogram(picked) {
  const svg = document.createElementNS(NS, "svg");
  const settings = { class: "map-bars", viewBox: "0 0 1000 100", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" };
  for (const [name, value] of Object.entries(settings)) svg.setAttribute(name, value);
  let [least, most, from] = [0, 0, null];
  const under = (event) => {
    const box = svg.getBoundingClientRect();
    const part = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 0.9999);
    return least + Math.floor(part * (most - least + 1));
  };
  svg.addEventListener("pointerdown", (event) => {
    from = under(event);
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointercancel", () => { from = null; });
  svg.addEventListener("pointerup", (event) => {
    if (from === null) return;
    const to = under(event);
    const [a, b] = [Math.min(from, to), Math.max(from, to)];
    from = null;
    picked(a === b ? null : day(a), day(b));
  });
  const rect = (name, at, width, height, title) => {
    const bar = document.createElementNS(NS, "rect");
    const box = { class: name, x: at, y: 100 - height, width, height };
    for (const [key, value] of Object.entries(box)) bar.setAttribute(key, value);
    if (title) bar.append(Object.assign(document.createElementNS(NS, "title"), { textContent: title }));
    svg.append(bar);
  };
  const draw = (doc, first, last) => {
    [least, most] = [number(first), number(last)];
    const width = 1000 / (most - least + 1);
    const highest = Math.max(1, ...doc.days.map((one) => one.claims));
    svg.replaceChildren();
    const since = Math.max(number(doc.since ?? doc.on), least);
    rect("map-window", (since - least) * width, (Math.min(number(doc.on), most) - since + 1) * width, 100);
    for (const one of doc.days) {
      const at = number(one.day) - least;
      if (at < 0 || at > most - least) continue;
      const shown = one.day >= (doc.since ?? doc.on) && one.day <= doc.on;
      const height = Math.max(4, 92 * Math.sqrt(one.claims / highest));
      rect(shown ? "map-bar on" : "map-bar", at * width + width * 0.08, width * 0.84, height, `${one.day}: ${one.claims} claims`);
    }
  };
  return { svg, draw };
}

/** Fill `box`. `change(days)` is told of `on`, `known` and `since` as they are moved. Returns {draw(doc, first, last)}. */
export function timeline(box, change) {
  const on = slider("map-on", "On the day", (value) => change({ on: value }));
  const known = slider("map-known", "As known on", (value) => change({ known: value }));
  const bars = histogram((since, until) => change({ since, on: until }, true));
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const idle = still.matches ? "Next day" : "Play the days";
  const play = made("button", { type: "button", "aria-pressed": "false" }, idle);
  let timer = null;
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.setAttribute("aria-pressed", "false");
    play.textContent = idle;
  };
  const next = () => {
    if (Number(on.input.value) >= Number(on.input.max)) return stop();
    on.input.value = Number(on.input.value) + 1;
    return on.told();
  };
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (Number(on.input.value) >= Number(on.input.max)) on.input.value = on.input.min;
    next();
    if (still.matches) return undefined; // a day each time it is pressed
    play.setAttribute("aria-pressed", "true");
    play.textContent = "Stop";
    timer = setInterval(next, PAUSE);
    return undefined;
  });
  const ends = made("div", { class: "map-ends num" });
  box.append(made("div", { class: "map-bars-row" }, bars.svg, ends), on.row, known.row, play);
  const draw = (doc, first, last) => {
    on.set(doc.on, first, last);
    known.set(doc.known, first, last);
    bars.draw(doc, first, last);
    ends.replaceChildren(made("span", {}, first), made("span", {}, "claims about each day; drag over them for a period"), made("span", {}, last));
  };
  return { draw, stop };
}
