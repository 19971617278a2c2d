// The preview follows the cursor of the list: J, K, the focus, or a resting pointer. Rows name their fragment in data-peek.
const pane = document.querySelector("[data-peek-pane]");
let at = "";
let waiting;

function peek(row) {
  const url = row?.dataset.peek;
  if (!url || url === at || !pane || pane.offsetParent === null) return;
  at = url;
  clearTimeout(waiting);
  waiting = setTimeout(() => globalThis.htmx.ajax("GET", url, { target: pane }), 120);
}

document.addEventListener("yw:at", (event) => peek(event.target));
document.addEventListener("focusin", (event) => peek(event.target.closest?.("[data-peek]")));
document.addEventListener("mouseover", (event) => peek(event.target.closest?.("li")?.querySelector("[data-peek]")));
addEventListener("load", () => peek(document.querySelector("[data-peek]")));
