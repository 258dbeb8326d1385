// Runs before the first paint: the reader's own choice of light or dark, else the machine's.
(() => {
  const root = document.documentElement;
  let chosen = null;
  try {
    chosen = localStorage.getItem("qm-theme");
  } catch {
    chosen = null; // storage may be forbidden; the machine's choice then stands
  }
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.bsTheme = dark ? "dark" : "light";
  root.classList.add("qm-js");
})();
