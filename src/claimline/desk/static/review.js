// Review by keyboard, without loading whole pages: forms are sent as they are, and the answer's `main` takes the place of
// this one. Without this script they are plain forms.

import { say } from "./desk.js";

const KEYS_OFF = "claimline-review-keys";
const token = () => document.querySelector("meta[name=claimline-token]").content;
let busy = false;

const keysOn = () => { try { return localStorage.getItem(KEYS_OFF) !== "off"; } catch { return true; } };
const announce = () => {
  const done = document.querySelector("[data-say]");
  const problem = document.querySelector("#rv-problem");
  const title = document.querySelector("#focus-title");
  const words = [done?.textContent.trim(), title && `Claim: ${title.textContent.trim()}`].filter(Boolean);
  if (problem) problem.focus();
  else {
    title?.focus({ preventScroll: true });
    say(words.join(" "), { seconds: done ? 6 : 2 });
  }
};

function ready() {
  const box = document.querySelector("#rv-keys-on");
  if (box) box.checked = keysOn();
  const queue = document.querySelector(".rv-queue");
  const here = queue?.querySelector(".rv-list [aria-current]");
  if (here) queue.scrollTop = here.offsetTop - queue.clientHeight / 2; // only the queue moves, never the page
  const asked = location.hash.slice(1);
  if (["fix", "reject", "merge", "split"].includes(asked)) open(asked);
}

function open(id) {
  const panel = document.getElementById(id);
  if (!panel) { say(id === "split" ? "Its event has no other claim." : "It is in no event."); return; }
  for (const other of document.querySelectorAll(".rv-panel")) other.open = other === panel;
  panel.scrollIntoView({ block: "nearest" });
  const first = panel.querySelector("form input:not([type=hidden]), form select");
  first?.focus();
}

function shut() {
  const panel = document.querySelector(".rv-panel[open]");
  if (!panel) return false;
  panel.open = false;
  document.querySelector("#focus-title")?.focus({ preventScroll: true });
  return true;
}

async function show(request, keep) {
  if (busy) return;
  busy = true;
  document.querySelector("#main").setAttribute("aria-busy", "true");
  try {
    const answer = await request;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("#main");
    if (!fresh || !page.querySelector("body.rv")) { // an error page of the desk: as it is
      say(page.querySelector("h1")?.textContent.trim() ?? "The desk did not answer as it should.", { seconds: 8 });
      return;
    }
    document.querySelector("#main").replaceWith(fresh);
    document.querySelector("meta[name=claimline-token]").content = page.querySelector("meta[name=claimline-token]").content;
    if (keep && answer.ok) history[keep](null, "", answer.url);
    scrollTo(0, 0);
    ready();
    announce();
  } catch {
    say("The desk does not answer. Nothing was lost: try again.", { seconds: 8 });
  } finally {
    busy = false;
    document.querySelector("#main").removeAttribute("aria-busy");
  }
}

const go = (address, keep = "pushState") => show(fetch(address, { headers: { Accept: "text/html" } }), keep);

const send = (form) => show(fetch(form.action, {
  method: "POST",
  headers: { Accept: "text/html", "X-Claimline-Token": token() },
  body: new URLSearchParams(new FormData(form)),
}), "replaceState");

document.addEventListener("submit", (event) => {
  const form = event.target;
  const judges = form.method === "post" && document.body.classList.contains("rv");
  if (!judges) return;
  event.preventDefault();
  send(form);
});

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  const opener = event.target.closest("[data-open]");
  if (opener) { event.preventDefault(); open(opener.dataset.open); return; }
  if (event.target.closest("[data-close]")) { shut(); return; }
  if (event.target.closest("#rv-ask")) { document.querySelector("#rv-help").showModal(); return; }
  const link = event.target.closest(".rv-list a, #rv-next, #rv-previous");
  if (link) { event.preventDefault(); go(link.href); }
});

document.addEventListener("input", (event) => {
  if (event.target.id === "set-place") document.querySelector("#pick-other").checked = true;
});

document.addEventListener("change", async (event) => {
  if (event.target.id === "rv-keys-on") {
    try { localStorage.setItem(KEYS_OFF, event.target.checked ? "on" : "off"); } catch { /* for this page only */ }
  }
  if (event.target.id === "rv-file" && event.target.files[0]) {
    document.querySelector("#rv-lines").value = await event.target.files[0].text();
    say(`${event.target.files[0].name} is read. Nothing is taken in yet.`);
  }
});

const ACTIONS = {
  j: () => move("next"), ArrowRight: () => move("next"), k: () => move("previous"), ArrowLeft: () => move("previous"),
  a: () => document.querySelector("#do-accept")?.requestSubmit(),
  u: () => { const form = document.querySelector("#do-undo"); if (form) form.requestSubmit(); else say("You have nothing to undo."); },
  f: () => open("fix"), r: () => open("reject"), m: () => open("merge"), s: () => open("split"),
};

function move(where) {
  const link = document.querySelector(`#rv-${where}`);
  if (link) go(link.href);
  else say(where === "next" ? "This is the last one here." : "This is the first one.");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !document.body.classList.contains("rv")) return;
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) { if (shut()) event.preventDefault(); return; }
  if (typing || document.querySelector("dialog[open]")) return;
  if (event.key === "?") { event.preventDefault(); document.querySelector("#rv-help")?.showModal(); return; }
  const action = ACTIONS[event.key];
  if (action && keysOn() && !event.repeat && !busy) { event.preventDefault(); action(); }
});

addEventListener("popstate", () => go(location.href, null));
ready();
if (document.querySelector("#rv-problem, [data-say]")) announce();
