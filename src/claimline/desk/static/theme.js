// Runs before the page is drawn, so that it is not drawn twice: the look that the reader chose, if any.
(() => {
  const root = document.documentElement;
  let chosen = null;
  try { chosen = localStorage.getItem("claimline-theme"); } catch { /* storage is switched off: follow the system */ }
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  root.classList.add("scripted");
})();
