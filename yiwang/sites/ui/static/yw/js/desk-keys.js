// Letters of the desk. A control says its letter itself: data-key (pressed), data-key-focus (takes the cursor), data-row (a line of a list).
// Off inside inputs, with Ctrl/Alt/Meta, and where the reader turned them off (WCAG 2.1.4).
const STORE = "yw-keys-off";

const isOff = () => localStorage.getItem(STORE) === "1";
const seen = (el) => el.offsetParent !== null || el.getClientRects().length > 0;
const first = (selector) => [...document.querySelectorAll(selector)].find(seen);
const inDialog = () => document.querySelector("dialog[open]");

function isTyping(el) {
  if (!el) return false;
  if (el.isContentEditable || el.tagName === "TEXTAREA" || el.tagName === "SELECT") return true;
  return el.tagName === "INPUT" && !["radio", "checkbox", "button", "submit"].includes(el.type);
}

function rows() {
  return [...document.querySelectorAll("[data-row]")].filter(seen);
}

function at(list) {
  const focused = list.indexOf(document.activeElement);
  return focused >= 0 ? focused : list.findIndex((row) => row.hasAttribute("aria-current") || row.closest(".is-at"));
}

function go(list, index) {
  const row = list[index];
  if (!row) return;
  for (const other of list) {
    other.closest("li")?.classList.toggle("is-at", other === row);
    if (other === row) other.setAttribute("aria-current", "true");
    else other.removeAttribute("aria-current");
  }
  row.focus();
  row.scrollIntoView({ block: "nearest" });
  row.dispatchEvent(new CustomEvent("yw:at", { bubbles: true }));
}

function move(step) {
  const list = rows();
  if (!list.length) return false;
  const now = at(list);
  go(list, now < 0 ? 0 : Math.min(Math.max(now + step, 0), list.length - 1));
  return true;
}

function press(letter) {
  const scope = inDialog() ? "dialog[open] " : "";
  const target = first(`${scope}[data-key="${CSS.escape(letter)}"]:not([aria-disabled="true"]):not(:disabled)`);
  if (!target) return false;
  if (target.matches('input[type="radio"], input[type="checkbox"]')) {
    target.focus();
    target.click();
  } else {
    target.click();
  }
  return true;
}

function focusOn(letter) {
  const target = first(`[data-key-focus="${CSS.escape(letter)}"]`);
  if (!target) return false;
  target.focus();
  target.select?.();
  return true;
}

function showAll() {
  const dialog = document.getElementById("yw-keys-dialog");
  if (!dialog || dialog.open) return false;
  const here = dialog.querySelector("[data-keys-here]");
  const taken = new Set(["J", "K", "C", "/", "?", "Enter"]);
  here.replaceChildren();
  for (const el of document.querySelectorAll("[data-key]")) {
    const key = el.dataset.key;
    if (taken.has(key) || el.matches("input") || !seen(el)) continue;
    taken.add(key);
    const line = document.createElement("div");
    const dt = document.createElement("dt");
    const kbd = document.createElement("kbd");
    const dd = document.createElement("dd");
    kbd.textContent = key;
    const words = el.cloneNode(true);
    for (const extra of words.querySelectorAll("kbd, svg, [data-toast-left]")) extra.remove();
    dd.textContent = words.textContent.trim();
    dt.append(kbd);
    line.append(dt, dd);
    here.append(line);
  }
  dialog.showModal();
  return true;
}

function back() {
  if (inDialog()) return false; // the dialog closes itself
  const way = first("[data-key='Escape'], .yw-back");
  if (!way) return false;
  way.click();
  return true;
}

function confirmOrOpen(active) {
  if (active && active !== document.body && !active.matches('main, input[type="radio"], input[type="checkbox"]')) return false; // links and buttons answer Enter themselves
  if (active?.matches("input") && active.form) return press("Enter");
  const list = rows();
  const row = list[at(list)];
  return press("Enter") || (row ? (row.click(), true) : false);
}

function pick() {
  const list = rows();
  const box = list[at(list)]?.closest("li")?.querySelector("[data-pick]");
  if (!box) return false;
  box.click();
  return true;
}

const named = {
  x: pick,
  j: () => move(1),
  k: () => move(-1),
  "?": showAll,
  "？": showAll,
  "/": () => focusOn("/"),
  Escape: back,
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && isTyping(document.activeElement)) {
    document.activeElement.blur();
    return;
  }
  if (isTyping(document.activeElement) || isOff()) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const done = key === "Enter" ? confirmOrOpen(document.activeElement) : (named[key]?.() ?? false) || press(event.key.toUpperCase());
  if (done) event.preventDefault();
});

for (const button of document.querySelectorAll("[data-keys-dialog]")) {
  button.hidden = false;
  button.addEventListener("click", showAll);
}
for (const box of document.querySelectorAll("[data-keys-on]")) {
  box.checked = !isOff();
  box.addEventListener("change", () => localStorage.setItem(STORE, box.checked ? "0" : "1"));
}
