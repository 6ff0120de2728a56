
"use strict";
/* Links each claim with its words, both ways: pointing shows, choosing (click, tap, Enter) keeps. Without this script
   the numbers are plain links between text and claims. */
(() => {
  const narrow = matchMedia("(max-width: 56rem)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  for (const section of document.querySelectorAll(".report")) {
    const pieces = [...section.querySelectorAll("mark")];
    const cards = new Map([...section.querySelectorAll(".claim")].map((card) => [card.dataset.n, card]));
    const refs = new Map([...section.querySelectorAll(".ref")].map((ref) => [ref.dataset.n, ref]));
    const claimsOf = (piece) => piece.dataset.c.split(" ");
    let chosen = null;

    const paint = (name, numbers) => {
      for (const piece of pieces) piece.classList.toggle(name, claimsOf(piece).some((n) => numbers.includes(n)));
      for (const [n, card] of cards) card.classList.toggle(name, numbers.includes(n));
      for (const [n, ref] of refs) ref.classList.toggle(name, numbers.includes(n));
    };
    const hit = (from, to) => {
      for (const piece of pieces) {
        piece.classList.toggle("hit", from !== null && +piece.dataset.s >= from && +piece.dataset.e <= to);
      }
    };
    const bring = (element) => {
      element.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
    };
    const beside = (card, words) => {  /* only the list moves: the words that somebody reads stay where they are */
      const list = card.parentElement;
      const lowest = Math.max(0, innerHeight - card.offsetHeight - 16);
      const top = Math.min(Math.max(0, words.getBoundingClientRect().top), lowest);
      const from = list.getBoundingClientRect().top;
      list.scrollTo({ top: card.offsetTop - top + from, behavior: still.matches ? "auto" : "smooth" });
    };
    const choose = (n, words) => {  /* words: the piece of text that was chosen, or null for a card */
      for (const card of cards.values()) card.classList.remove("sheet");
      chosen = n;
      section.classList.toggle("pinned", n !== null);
      paint("on", n === null ? [] : [n]);
      if (n === null) return;
      if (!words) bring(refs.get(n));
      else if (narrow.matches) cards.get(n).classList.add("sheet");
      else beside(cards.get(n), words);
    };

    section.addEventListener("pointerover", (event) => {
      const value = event.target.closest(".value");
      hit(value ? +value.dataset.s : null, value ? +value.dataset.e : null);
      const piece = event.target.closest("mark");
      const one = event.target.closest(".claim, .ref");
      paint("near", piece ? claimsOf(piece) : one ? [one.dataset.n] : []);
    });
    section.addEventListener("pointerleave", () => { paint("near", []); hit(null, null); });
    section.addEventListener("focusin", (event) => {
      const one = event.target.closest(".claim, .ref");
      paint("near", one ? [one.dataset.n] : []);
    });
    section.addEventListener("focusout", () => paint("near", []));

    section.addEventListener("click", (event) => {
      const at = (selector) => event.target.closest(selector);
      if (at(".close")) { const n = chosen; choose(null, null); refs.get(n)?.focus({ preventScroll: true }); return; }
      const ref = at(".ref");
      const num = at(".num");
      if (ref || num) {  /* the keyboard's way: the focus goes along */
        event.preventDefault();
        const n = ref ? ref.dataset.n : num.closest(".claim").dataset.n;
        choose(n, ref);
        (ref ? cards.get(n).querySelector(".num") : refs.get(n)).focus({ preventScroll: true });
        return;
      }
      if (at("a, button, summary, details") || String(getSelection())) return;
      const piece = at("mark");
      if (piece) {  /* words of several claims: one after the other */
        const numbers = claimsOf(piece);
        choose(numbers[(numbers.indexOf(chosen) + 1) % numbers.length], piece);
        return;
      }
      const card = at(".claim");
      if (!card) choose(null, null);
      else if (!card.classList.contains("sheet")) choose(card.dataset.n === chosen ? null : card.dataset.n, null);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && chosen !== null) choose(null, null);
    });
  }
})();
