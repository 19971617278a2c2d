// [data-copy="TEXT"] copies it and says so; hidden where the browser cannot.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      const said = document.documentElement.lang.startsWith("en") ? "Copied" : "已复制";
      document.getElementById("yw-say")?.replaceChildren(said);
      const before = [...button.childNodes];
      button.replaceChildren(said);
      setTimeout(() => button.replaceChildren(...before), 1500);
    });
  }
}
