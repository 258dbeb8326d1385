// 评分页: says at once what is off the scale, and keeps what is typed. Nothing here is needed to sign.
(() => {
  const form = document.querySelector("#pad[data-draft]");
  if (!form) return;
  const words = form.dataset;
  const fields = [...form.querySelectorAll("input[data-lowest]")];
  const says = form.querySelector("[data-says]");
  const PAUSE = 600;
  const AGAIN = 4000;
  const changed = new Set();
  let sequence = Number(words.sequence); // counts presses on this page; no clock is asked
  let timer = 0;
  let active = fields[0];

  const cents = (text) => Math.round(Number(text) * 100);

  function flaw(field) {
    const text = field.value.trim();
    if (!text) return "";
    if (!/^-?\d+([.]\d{0,2})?$/.test(text)) return words.number;
    const value = cents(text);
    if (value < cents(field.dataset.lowest) || value > cents(field.dataset.highest)) {
      return words.range.replace("{lowest}", field.dataset.lowest).replace("{highest}", field.dataset.highest);
    }
    const step = field.dataset.step;
    if (step && (value - cents(field.dataset.lowest)) % cents(step)) return words.step.replace("{step}", step);
    return "";
  }

  function check(field) {
    const text = flaw(field);
    const place = document.getElementById(`${field.id}-says`);
    place.textContent = text;
    field.setAttribute("aria-invalid", String(Boolean(text)));
    field.closest(".qm-mark-field").classList.toggle("qm-mark-wrong", Boolean(text));
  }

  async function keep() {
    if (!changed.size) return;
    const body = new FormData();
    const sent = [...changed];
    sent.forEach((field) => body.append(field.name, field.value));
    sequence += 1;
    body.append("sequence", sequence);
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    changed.clear();
    try {
      const answer = await fetch(words.draft, { method: "POST", body, credentials: "same-origin" });
      const told = await answer.json();
      if (!answer.ok) {
        says.textContent = told.reasons.join("；");
        return;
      }
      sequence = Math.max(sequence, told.sequence);
      says.textContent = words.kept;
    } catch {
      sent.forEach((field) => changed.add(field)); // the network is weak: again, and the newest wins
      says.textContent = words.offline;
      clearTimeout(timer);
      timer = setTimeout(keep, AGAIN);
    }
  }

  function touched(field) {
    check(field);
    changed.add(field);
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  }

  form.addEventListener("input", (event) => {
    if (fields.includes(event.target)) touched(event.target);
  });
  form.addEventListener("focusin", (event) => {
    if (fields.includes(event.target)) active = event.target;
  });
  form.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]");
    const level = event.target.closest("[data-level]");
    if (level) {
      active = document.getElementById(level.dataset.for);
      active.value = level.dataset.level;
      touched(active);
    }
    if (!key) return;
    if (key.dataset.key === "next") {
      active = fields[(fields.indexOf(active) + 1) % fields.length];
      active.focus();
      return;
    }
    active.value = key.dataset.key === "back" ? active.value.slice(0, -1) : active.value + key.dataset.key;
    touched(active);
  });
  window.addEventListener("online", keep);
  fields.forEach((field) => field.value && check(field));
})();
