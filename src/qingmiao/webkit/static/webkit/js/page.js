// What every page can do. Nothing here is needed to read or to submit anything.
(() => {
  const root = document.documentElement;
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const words = () => $("#toasts").dataset;

  // --- theme --------------------------------------------------------------------------------
  function toggleTheme() {
    const theme = root.dataset.bsTheme === "dark" ? "light" : "dark";
    root.dataset.bsTheme = theme;
    try {
      localStorage.setItem("qm-theme", theme);
    } catch {
      return;
    } finally {
      document.dispatchEvent(new CustomEvent("qm:theme"));
    }
  }

  // --- toasts -------------------------------------------------------------------------------
  function toast(text, tone = "success") {
    const box = document.createElement("div");
    box.className = `qm-toast qm-toast-${tone}`;
    const line = document.createElement("p");
    line.textContent = text;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "×";
    close.setAttribute("aria-label", words().close);
    close.addEventListener("click", () => box.remove());
    box.append(line, close);
    $("#toasts").append(box);
    if (tone !== "danger") setTimeout(() => box.remove(), 6000);
  }

  // --- drawers, menus, marks on the body that survive a swap -----------------------------------
  function toggle(button) {
    const on = document.body.classList.toggle(`qm-open-${button.dataset.toggle}`);
    button.setAttribute("aria-expanded", String(on));
  }

  function selected() {
    const boxes = $$("[data-check]");
    const count = boxes.filter((box) => box.checked).length;
    $$("[data-bulk]").forEach((bar) => {
      bar.hidden = count === 0;
      $$("[data-bulk-count]", bar).forEach((place) => (place.textContent = count));
    });
    $$("[data-check-all]").forEach((all) => {
      all.checked = count > 0 && count === boxes.length;
      all.indeterminate = count > 0 && count < boxes.length;
    });
  }

  const clicks = {
    "[data-theme-toggle]": () => toggleTheme(),
    "[data-print]": () => window.print(),
    "[data-toggle]": (button) => toggle(button),
    "[data-drawer]": (button) => $(`#${button.dataset.drawer}`)?.showModal(),
    "[data-drawer-close]": (button) => button.closest("dialog")?.close(),
    "[data-copy]": async (button) => {
      await navigator.clipboard.writeText(button.dataset.copy);
      toast(words().copied);
    },
  };

  document.addEventListener("click", (event) => {
    for (const [selector, act] of Object.entries(clicks)) {
      const found = event.target.closest(selector);
      if (found) act(found);
    }
    if (event.target.matches("dialog.qm-drawer")) event.target.close(); // the backdrop
    $$("details[data-closes][open]").forEach((open) => {
      if (!open.contains(event.target)) open.open = false;
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") $$("details[data-closes][open]").forEach((open) => (open.open = false));
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      const search = $("#global-search");
      if (search) {
        event.preventDefault();
        search.focus();
      }
    }
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-check-all]")) {
      $$("[data-check]").forEach((box) => (box.checked = event.target.checked));
    }
    if (event.target.matches("[data-check], [data-check-all]")) selected();
  });

  // A file dropped or chosen says its name beside the control.
  document.addEventListener("change", (event) => {
    if (!event.target.matches(".qm-upload input[type=file]")) return;
    const place = $("[data-file-name]", event.target.closest(".qm-upload"));
    if (place) place.textContent = [...event.target.files].map((file) => file.name).join("、");
  });

  // Twice pressed is once done.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 4000);
  });

  // What a page kept on this device under «qm-private» goes with its reader, who is asked first.
  function kept() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith("qm-private"));
    } catch {
      return []; // a browser that keeps nothing has nothing to forget
    }
  }

  // A database of the same name holds what is too large to stand beside the draft: pictures, voices.
  async function bases() {
    if (!("indexedDB" in window)) return [];
    const found = (await indexedDB.databases?.().catch(() => [])) ?? [];
    const names = found.map((base) => base.name).filter((name) => name.startsWith("qm-private"));
    return [...new Set([...names, ...kept()])];
  }

  function deleted(name) {
    return new Promise((done) => {
      const asked = indexedDB.deleteDatabase(name);
      asked.onsuccess = asked.onerror = asked.onblocked = done;
    });
  }

  async function forget() {
    const names = await bases();
    kept().forEach((key) => localStorage.removeItem(key));
    await Promise.all(names.map(deleted));
    const shelves = "caches" in window ? await caches.keys() : [];
    await Promise.all(shelves.filter((name) => name.startsWith("qm-private")).map((name) => caches.delete(name)));
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-sign-out]")) return;
    event.preventDefault();
    if (kept().length && !confirm(words().unsent)) return;
    forget().finally(() => form.submit());
  });

  // --- what markup alone cannot say -----------------------------------------------------------
  function filterOptions(select) {
    if (select.dataset.filtered) return;
    select.dataset.filtered = "1";
    const all = [...select.options].map((option) => [option.value, option.textContent.trim()]);
    const box = document.createElement("input");
    box.type = "search";
    box.className = "form-control qm-filter";
    box.placeholder = words().filter;
    box.setAttribute("aria-label", words().filter);
    box.autocomplete = "off";
    box.addEventListener("input", () => {
      const wanted = box.value.trim().toLowerCase();
      const chosen = select.value;
      select.replaceChildren(
        ...all
          .filter(([value, text]) => !value || value === chosen || text.toLowerCase().includes(wanted))
          .map(([value, text]) => new Option(text, value, false, value === chosen)),
      );
      const fitting = [...select.options].filter((option) => option.value && option.text.toLowerCase().includes(wanted));
      if (wanted && fitting.length === 1) select.value = fitting[0].value;
    });
    select.before(box);
  }

  function dress(from = document) {
    $$("[data-w]", from).forEach((bar) => (bar.style.width = `${bar.dataset.w}%`));
    $$("[data-heat]", from).forEach((cell) => cell.style.setProperty("--heat", cell.dataset.heat));
    $$("[data-dots]", from).forEach((place) => {
      place.replaceChildren(...Array.from({ length: Math.min(Number(place.dataset.dots), 8) }, () => document.createElement("i")));
    });
    $$("select[data-filter-options]", from).forEach(filterOptions);
    $$("[data-toggle]", from).forEach((button) => {
      button.setAttribute("aria-expanded", String(document.body.classList.contains(`qm-open-${button.dataset.toggle}`)));
    });
    selected();
    $("[data-focus]", from)?.focus();
  }

  for (const name of ["htmx:afterSettle", "htmx:after:settle"]) {
    document.addEventListener(name, () => dress());
  }
  for (const name of ["htmx:responseError", "htmx:response:error"]) {
    document.addEventListener(name, () => toast(words().failed, "danger"));
  }
  for (const name of ["htmx:sendError", "htmx:send:error"]) {
    document.addEventListener(name, () => toast(words().offline, "danger"));
  }
  document.addEventListener("qm:toast", (event) => toast(event.detail.text, event.detail.tone));

  dress();
  $(".qm-menu a[aria-current]")?.scrollIntoView({ block: "nearest" });
})();
