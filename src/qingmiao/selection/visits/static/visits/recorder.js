// 现场记录: drafts stay on this device until they are sent; each is sent with a key of its own, so it counts once.
(() => {
  const form = document.querySelector("#recorder");
  if (!form) return;
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const words = form.dataset;
  const STORE = "qm-private-visits"; // page.js forgets everything of this prefix when one signs out
  const LONGEST = 14 * 24 * 3600 * 1000;
  const AGAIN = 30_000;
  const TYPING = 400;
  const taken = window.qmTaken;
  let sending = false;
  let files = []; // of the sheet on the screen
  let working = Promise.resolve(); // until what was picked is kept

  // --- what is kept on the device -------------------------------------------------------------
  function everything() {
    try {
      const kept = JSON.parse(localStorage.getItem(STORE) ?? "[]");
      return kept.filter((draft) => Date.now() - draft.at < LONGEST);
    } catch {
      return [];
    }
  }
  const mine = () => everything().filter((draft) => draft.owner === words.owner);

  function put(drafts) {
    try {
      if (drafts.length) localStorage.setItem(STORE, JSON.stringify(drafts));
      else localStorage.removeItem(STORE);
      return true;
    } catch {
      say(words.full);
      return false;
    }
  }
  const drop = (key) => {
    put(everything().filter((draft) => draft.key !== key));
    return taken.drop(key).catch(() => undefined); // what is left behind is tidied away later
  };
  const keep = (draft) => put([...everything().filter((other) => other.key !== draft.key), draft]);

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  // --- the form and a draft are the same pairs of names and values ------------------------------
  const key = () => form.elements.send_key.value;
  const pairs = () => [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  const shown = (select) => select?.selectedOptions[0]?.textContent.trim() ?? "";
  const empty = () =>
    files.length === 0 &&
    !$$("textarea, input[type=text]", form).some((field) => field.value.trim() && field.name !== "held_on");

  function title() {
    const { visit, unit } = form.elements;
    const place = visit.value ? shown(visit) : `${form.elements.held_on.value} ${unit.value ? shown(unit) : ""}`;
    return place.trim();
  }

  function draft(ready) {
    return { key: key(), owner: words.owner, at: Date.now(), title: title(), pairs: pairs(), taken: files.length, ready, reasons: [] };
  }

  function addRow(prefix, values) {
    const total = form.elements[`${prefix}-TOTAL_FORMS`];
    const row = $(`#${prefix}-empty`).innerHTML.replaceAll("__prefix__", total.value);
    $(`#${prefix}-rows`).insertAdjacentHTML("beforeend", row);
    total.value = Number(total.value) + 1;
    return values;
  }

  function blank(next = newKey()) {
    for (const prefix of ["attendees", "heard"]) {
      $(`#${prefix}-rows`).replaceChildren();
      form.elements[`${prefix}-TOTAL_FORMS`].value = 0;
    }
    form.reset();
    for (const field of [form.elements.visit, form.elements.unit]) field.value = "";
    for (const field of $$("textarea, input[type=text]", form)) field.value = "";
    form.elements.held_on.value = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    form.elements.send_key.value = next;
    for (const prefix of ["attendees", "heard"]) addRow(prefix);
    files = [];
    showTaken();
  }

  // --- photographs and voice notes -----------------------------------------------------------------
  const size = (bytes) => (bytes < 1 << 20 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`);

  function showTaken() {
    $("#taken-list").replaceChildren(
      ...files.map((file) => {
        const row = $("#taken-row").content.firstElementChild.cloneNode(true);
        $("[data-what]", row).textContent = `${file.kind === "photo" ? words.photo : words.voice} · ${size(file.bytes.byteLength)}`;
        $("[data-voice]", row).hidden = file.kind !== "voice";
        if (file.kind === "photo") taken.thumbnail(file).then((small) => row.prepend(small), () => undefined);
        $("[data-remove]", row).addEventListener("click", () => {
          working = working.then(() => change(files.filter((other) => other !== file)));
        });
        return row;
      }),
    );
  }

  // The files first, then the draft that speaks of them: whatever stops in between loses nothing one was told of.
  async function change(next) {
    const under = key();
    try {
      await taken.put(under, next);
    } catch {
      say(words.full);
      return;
    }
    files = next;
    showTaken();
    if (empty()) await drop(under);
    else keep(draft(false));
    list();
  }

  async function pick(kind, chosen) {
    const limit = { photo: [Number(words.photoMost), Number(words.photoSize)], voice: [Number(words.voiceMost), Number(words.voiceSize)] }[kind];
    for (const file of chosen) {
      if (files.filter((other) => other.kind === kind).length >= limit[0]) {
        say(kind === "photo" ? words.photosMany : words.voicesMany);
        return;
      }
      let read;
      try {
        read = await taken[kind](file);
      } catch {
        say(words.unreadable);
        continue;
      }
      if (read.bytes.byteLength > limit[1]) say(kind === "photo" ? words.photoLarge : words.voiceLarge);
      else await change([...files, read]);
    }
  }

  for (const input of $$("input[type=file]", form)) {
    input.addEventListener("change", () => {
      const chosen = [...input.files];
      input.value = "";
      working = working.then(() => pick(input.name === "voices" ? "voice" : "photo", chosen));
    });
  }

  async function open(found) {
    await working;
    blank(found.key);
    files = await taken.of(found.key).catch(() => []);
    showTaken();
    const values = found.pairs;
    for (const prefix of ["attendees", "heard"]) {
      const rows = Number(values.find(([name]) => name === `${prefix}-TOTAL_FORMS`)?.[1] ?? 1);
      while (Number(form.elements[`${prefix}-TOTAL_FORMS`].value) < rows) addRow(prefix);
    }
    for (const [name, value] of values) {
      const field = form.elements[name];
      if (!field || name.endsWith("_FORMS")) continue;
      if (field.type === "checkbox") field.checked = true;
      else field.value = value;
    }
    form.scrollIntoView({ block: "start" });
  }

  // --- telling -------------------------------------------------------------------------------------
  function say(text, url = "") {
    const line = $("#recorder-says");
    line.replaceChildren(text);
    if (url) {
      const link = document.createElement("a");
      link.href = url;
      link.textContent = words.open;
      line.append(" ", link);
    }
    line.parentElement.hidden = false;
  }

  function list() {
    const drafts = mine();
    $("#drafts").hidden = drafts.length === 0;
    $("#drafts-count").textContent = drafts.length;
    $("#drafts-list").replaceChildren(
      ...drafts.map((found) => {
        const row = $("#draft-row").content.firstElementChild.cloneNode(true);
        $("[data-title]", row).textContent = found.title;
        $("[data-taken]", row).textContent = found.taken ? `${words.taken} ${found.taken}` : "";
        const state = found.reasons.length ? words.refused : found.ready ? words.waiting : words.unfinished;
        $("[data-state]", row).textContent = state;
        $("[data-why]", row).textContent = found.reasons.join("；");
        $("[data-open]", row).addEventListener("click", () => open(found));
        $("[data-drop]", row).addEventListener("click", () => {
          if (!confirm(words.sure)) return;
          drop(found.key);
          if (found.key === key()) blank();
          list();
        });
        return row;
      }),
    );
    $("#online").hidden = !navigator.onLine;
    $("#offline").hidden = navigator.onLine;
  }

  // --- sending ---------------------------------------------------------------------------------------
  const cookie = (name) => document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);

  async function parcel(found) {
    const body = new FormData();
    for (const [name, value] of found.pairs) body.append(name, value);
    const kept = found.taken ? await taken.of(found.key).catch(() => []) : [];
    for (const file of kept) {
      body.append(file.kind === "photo" ? "photos" : "voices", new Blob([file.bytes], { type: file.type }), file.name);
    }
    return kept.length === (found.taken ?? 0) ? body : null;
  }

  async function send(found) {
    const body = await parcel(found);
    if (!body) {
      keep({ ...found, ready: false, taken: 0, reasons: [words.lost] });
      say(words.lost);
      return true;
    }
    let answer;
    try {
      answer = await fetch(form.getAttribute("action"), {
        method: "POST",
        body,
        redirect: "manual",
        headers: { "X-Draft": "1", "X-CSRFToken": cookie("csrftoken") ?? form.elements.csrfmiddlewaretoken.value },
      });
    } catch {
      say(words.kept);
      return false;
    }
    if (answer.type === "opaqueredirect") {
      say(words.signin);
      return false;
    }
    if (answer.ok) {
      const told = await answer.json();
      await drop(found.key);
      if (found.key === key()) blank();
      say(`${told.is_new ? words.sent : words.again} ${told.title}`, told.url);
      return true;
    }
    if (answer.status === 422) {
      const told = await answer.json();
      keep({ ...found, ready: false, reasons: told.reasons });
      say(`${words.refused}${told.reasons.join("；")}`);
      return true;
    }
    say(words.failed);
    return false;
  }

  async function sendAll() {
    if (sending) return;
    sending = true;
    try {
      for (const found of mine().filter((each) => each.ready)) {
        if (!(await send(found))) break;
      }
    } finally {
      sending = false;
      list();
    }
  }

  // --- what the reader does --------------------------------------------------------------------------
  let typing;
  form.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      if (empty()) return;
      keep(draft(false));
      list();
    }, TYPING);
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(typing);
    await working;
    const found = draft(true);
    if (!form.reportValidity() || !keep(found)) return;
    blank();
    list();
    sendAll();
  });

  document.addEventListener("click", async (event) => {
    const add = event.target.closest("[data-add]");
    if (add) addRow(add.dataset.add);
    if (event.target.closest("[data-later]")) {
      await working;
      if (!empty()) keep(draft(false));
      blank();
      list();
      say(words.saved);
    }
  });

  window.addEventListener("online", () => {
    list();
    sendAll();
  });
  window.addEventListener("offline", list);
  // this page says by itself that there is no network; what else asks for news stays quiet about it
  window.addEventListener("htmx:sendError", (event) => event.stopImmediatePropagation(), true);
  setInterval(() => navigator.onLine && mine().some((found) => found.ready) && sendAll(), AGAIN);

  // --- the page itself at hand without a network -------------------------------------------------------
  async function settle() {
    if (!("serviceWorker" in navigator)) return;
    const said = navigator.serviceWorker;
    said.addEventListener("message", (event) => {
      if (event.data?.kept) $("#at-hand").hidden = false;
    });
    await said.register(words.worker);
    const ready = await said.ready;
    const parts = $$("link[rel=stylesheet], link[rel=icon]").map((link) => link.href);
    const drawings = new Set($$("svg use").map((use) => use.getAttribute("href").split("#")[0]));
    const scripts = $$("script[src]").map((script) => script.src);
    ready.active.postMessage({ keep: [location.pathname, ...parts, ...scripts, ...drawings] });
  }

  form.hidden = false;
  taken.tidy(new Set(everything().map((found) => found.key))).catch(() => undefined);
  list();
  sendAll();
  if (navigator.onLine) settle().catch(() => undefined); // without a worker drafts still stay and are sent
})();
