// What every page has: the switch between light and dark, buttons that copy, filters that leave nothing empty in the
// address. Pages work without it.

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
const shown = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");

for (const button of document.querySelectorAll(".theme")) {
  const name = () => {
    const other = shown() === "dark" ? "light" : "dark";
    button.setAttribute("aria-label", `Switch to ${other} colours`);
    button.dataset.shows = shown();
  };
  name();
  dark.addEventListener("change", name);
  button.addEventListener("click", () => {
    root.dataset.theme = shown() === "dark" ? "light" : "dark";
    try { localStorage.setItem("claimline-theme", root.dataset.theme); } catch { /* not kept, but switched */ }
    name();
  });
}

/** Say something short at the foot of the page, to the eye and to a screen reader. */
export function say(words, { action = null, seconds = 5 } = {}) {
  const region = document.querySelector(".toasts");
  if (!region) return null;
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.append(words);
  if (action) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = action.label;
    button.addEventListener("click", () => { toast.remove(); action.run(); });
    toast.append(button);
  }
  region.append(toast);
  if (seconds) setTimeout(() => toast.remove(), seconds * 1000);
  return toast;
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      say("Copied.");
    } catch {
      getSelection().selectAllChildren(source);
      say("Press Ctrl+C to copy the marked address.");
    }
  });
}

for (const form of document.querySelectorAll("form[method=get]")) {
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });
}

for (const address of document.querySelectorAll("[data-address]")) {
  address.textContent = address.textContent.replace(address.dataset.address, location.origin + address.dataset.address);
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const box = document.querySelector(".find input");
    if (box) { event.preventDefault(); box.focus(); box.select(); }
  }
});
