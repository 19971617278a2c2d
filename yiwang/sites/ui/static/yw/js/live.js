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
const LINE_DOWN = {
  zh: { get: "网断了，这一页暂时不会更新。已经交上去的没有丢。", post: "网断了，刚才的没有发出去。连上网以后再点一次。" },
  en: {
    get: "The line is down: this page does not renew itself for now. What was sent is not lost.",
    post: "The line is down. Nothing was sent; try again when you are back online.",
  },
};
document.addEventListener("htmx:sendError", (event) => {
  const verb = event.detail?.requestConfig?.verb === "get" ? "get" : "post"; // a page that asks again by itself sends nothing
  const words = LINE_DOWN[document.documentElement.lang.startsWith("en") ? "en" : "zh"][verb];
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
