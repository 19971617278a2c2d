// Keeps what was typed over a new sign-in, in this tab alone: the page that says "sign in again" holds it in data-keep (the path it was
// typed on) and data-keep-who (by whom); the form's page, opened by the same officer, is filled again and says so. Ten minutes at most.
const PREFIX = "yw-kept:";
const KEEP = 10 * 60 * 1000;

for (const box of document.querySelectorAll("[data-keep]")) {
  const typed = [...box.querySelectorAll("[data-name]")].map((row) => [row.dataset.name, row.querySelector("textarea").value]);
  try {
    sessionStorage.setItem(PREFIX + box.dataset.keep, JSON.stringify({ typed, who: box.dataset.keepWho, at: Date.now() }));
  } catch {
    // forbidden: the page itself still shows it
  }
}

function taken() {
  try {
    const key = PREFIX + location.pathname;
    const kept = JSON.parse(sessionStorage.getItem(key));
    sessionStorage.removeItem(key);
    return kept && Date.now() - kept.at < KEEP && kept.who === document.body.dataset.who ? kept.typed : [];
  } catch {
    return [];
  }
}

function fill(form, name, value) {
  const fields = [...form.elements].filter((el) => el.name === name && el.type !== "hidden" && el.type !== "file");
  const boxes = fields.filter((el) => el.type === "checkbox" || el.type === "radio");
  for (const box of boxes) if (box.value === value) box.checked = true;
  const plain = fields.find((el) => !boxes.includes(el));
  if (plain) {
    plain.value = value;
    plain.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return fields.length;
}

const typed = document.body.dataset.who ? taken() : [];
if (typed.length) {
  const forms = [...document.forms].filter((form) => typed.some(([name]) => form.elements[name]));
  const found = forms.sort((a, b) => b.elements.length - a.elements.length)[0];
  if (found && typed.map(([name, value]) => fill(found, name, value)).some(Boolean)) {
    const said = document.querySelector("[data-kept-note]");
    if (said) said.hidden = false;
  }
}
