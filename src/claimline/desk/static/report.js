// Links each claim of a report with its words, both ways: pointing shows, choosing (click, tap, Enter) keeps. Without
// this script the numbers are plain links between the text and its claims.

const narrow = matchMedia("(max-width: 60rem)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

for (const room of document.querySelectorAll("[data-report]")) {
  const pieces = [...room.querySelectorAll("mark")];
  const cards = new Map([...room.querySelectorAll(".claim")].map((card) => [card.dataset.n, card]));
  const refs = new Map([...room.querySelectorAll(".ref")].map((ref) => [ref.dataset.n, ref]));
  const claimsOf = (piece) => piece.dataset.c.split(" ");
  let chosen = null;

  const paint = (name, numbers) => {
    for (const piece of pieces) piece.classList.toggle(name, claimsOf(piece).some((n) => numbers.includes(n)));
    for (const [n, card] of cards) card.classList.toggle(name, numbers.includes(n));
    for (const [n, ref] of refs) ref.classList.toggle(name, numbers.includes(n));
  };
  const hit = (value) => {
    const from = value ? +value.dataset.s : NaN;
    const to = value ? +value.dataset.e : NaN;
    for (const piece of pieces) piece.classList.toggle("hit", +piece.dataset.s >= from && +piece.dataset.e <= to);
  };
  const behavior = () => (still.matches ? "auto" : "smooth");
  const beside = (card, words) => { // only the list moves: the words that somebody reads stay where they are
    const list = card.parentElement;
    const lowest = Math.max(0, innerHeight - card.offsetHeight - 16);
    const top = Math.min(Math.max(0, words.getBoundingClientRect().top), lowest);
    list.scrollTo({ top: card.offsetTop - top + list.getBoundingClientRect().top, behavior: behavior() });
  };
  const choose = (n, words = null) => { // words: the piece of text that was chosen, or null for a card
    for (const card of cards.values()) card.classList.remove("lifted");
    chosen = n;
    room.classList.toggle("pinned", n !== null);
    paint("on", n === null ? [] : [n]);
    if (n === null) return;
    history.replaceState(null, "", `#${cards.get(n).id}`);
    if (!words) refs.get(n)?.scrollIntoView({ block: "center", behavior: behavior() });
    else if (narrow.matches) cards.get(n).classList.add("lifted");
    else beside(cards.get(n), words);
  };

  room.addEventListener("pointerover", (event) => {
    hit(event.target.closest(".value"));
    const piece = event.target.closest("mark");
    const one = event.target.closest(".claim, .ref");
    paint("near", piece ? claimsOf(piece) : one ? [one.dataset.n] : []);
  });
  room.addEventListener("pointerleave", () => { paint("near", []); hit(null); });
  room.addEventListener("focusin", (event) => {
    const one = event.target.closest(".claim, .ref");
    paint("near", one ? [one.dataset.n] : []);
  });
  room.addEventListener("focusout", () => paint("near", []));

  room.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest(selector);
    if (at(".close")) {
      const n = chosen;
      choose(null);
      refs.get(n)?.focus({ preventScroll: true });
      return;
    }
    const ref = at(".ref");
    const num = at(".at");
    if (ref || num) { // the keyboard's way: the focus goes along
      event.preventDefault();
      const n = ref ? ref.dataset.n : num.closest(".claim").dataset.n;
      choose(n, ref);
      (ref ? cards.get(n).querySelector(".at") : refs.get(n))?.focus({ preventScroll: true });
      return;
    }
    if (at("a, button, summary, details") || String(getSelection())) return;
    const piece = at("mark");
    if (piece) { // words of several claims: one after the other
      const numbers = claimsOf(piece);
      choose(numbers[(numbers.indexOf(chosen) + 1) % numbers.length], piece);
      return;
    }
    const card = at(".claim");
    if (!card) choose(null);
    else if (!card.classList.contains("lifted")) choose(card.dataset.n === chosen ? null : card.dataset.n);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen !== null) choose(null);
  });

  const asked = /^#[cw]-/.test(location.hash) && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (asked && room.contains(asked)) {
    const n = asked.dataset.n;
    choose(n);
    if (!narrow.matches && refs.get(n)) beside(cards.get(n), refs.get(n));
  }
}
