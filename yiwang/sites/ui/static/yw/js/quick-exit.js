// 快速离开: <a data-quick-exit href="…">, or Esc three times within two seconds. The history entry of this page is replaced, the words kept here are wiped.
const link = document.querySelector("[data-quick-exit]");

function leave() {
  document.documentElement.classList.add("yw-left"); // the page goes blank at once, however slow the line is
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("yw-draft:")) localStorage.removeItem(key);
    sessionStorage.clear();
  } catch {
    // forbidden storage holds nothing
  }
  history.replaceState(null, "", "/");
  location.replace(link.href);
}

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    pressed = [...pressed.filter((at) => Date.now() - at < 2000), Date.now()];
    if (pressed.length >= 3) leave();
  });
}
