// The preview follows the cursor of the list: J, K, the focus, or a resting pointer. Rows name their fragment in data-peek.
const SLOW = 300;
const pane = document.querySelector("[data-peek-pane]");
const outline = document.getElementById("peek-wait");
let at = "";
let waiting;
let asked = 0;

// An answer that takes its time leaves an outline in its place; one that never comes leaves what was there, and is asked for again.
function ask(url) {
  const mine = ++asked;
  const before = [...pane.childNodes];
  const slow = setTimeout(() => mine === asked && pane.replaceChildren(outline.content.cloneNode(true)), SLOW);
  const over = () => {
    clearTimeout(slow);
    if (mine !== asked || !pane.querySelector("[aria-busy]")) return;
    pane.replaceChildren(...before);
    at = "";
  };
  globalThis.htmx.ajax("GET", url, { target: pane }).then(() => setTimeout(over, 50), over);
}

function peek(row) {
  const url = row?.dataset.peek;
  if (!url || url === at || !pane || pane.offsetParent === null) return;
  at = url;
  clearTimeout(waiting);
  waiting = setTimeout(() => ask(url), 120);
}

document.addEventListener("yw:at", (event) => peek(event.target));
document.addEventListener("focusin", (event) => peek(event.target.closest?.("[data-peek]")));
document.addEventListener("mouseover", (event) => peek(event.target.closest?.("li")?.querySelector("[data-peek]")));
addEventListener("load", () => peek(document.querySelector("[data-peek]")));
