// After an htmx swap: say what changed (a fragment's data-say), and put the focus on its heading where it asks for it (data-focus).
document.addEventListener("htmx:afterSwap", (event) => {
  const target = event.detail.target;
  const said = target.querySelector?.("[data-say]") ?? (target.matches?.("[data-say]") ? target : null);
  if (said) document.getElementById("yw-say")?.replaceChildren(said.dataset.say);
  const heading = target.querySelector?.("[data-focus]");
  if (heading) {
    heading.tabIndex = -1;
    heading.focus();
  }
});
document.addEventListener("htmx:sendError", () => {
  const words = document.documentElement.lang.startsWith("en")
    ? "The line is down. Nothing was sent; try again when you are back online."
    : "网断了，刚才的没有发出去。连上网以后再点一次。";
  const flash = document.getElementById("yw-flash");
  if (!flash) return;
  const note = document.createElement("div");
  note.className = "yw-note yw-note--warn";
  note.setAttribute("role", "alert");
  const text = document.createElement("div");
  const line = document.createElement("p");
  line.textContent = words;
  text.append(line);
  note.append(text);
  flash.replaceChildren(note);
});
