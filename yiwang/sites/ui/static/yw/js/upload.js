// Makes <div data-upload> kinder: preview, refusal of a file too large before it is sent, progress while it is. The server checks all of it again.
const MB = 1024 * 1024;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function line(file, url) {
  const item = document.createElement("div");
  item.className = "yw-coach";
  const picture = document.createElement(url ? "img" : "span");
  if (url) {
    picture.src = url;
    picture.alt = "";
    picture.width = 144;
  } else {
    picture.className = "yw-coach__file";
  }
  const text = document.createElement("p");
  const name = document.createElement("b");
  name.textContent = file.name;
  const size = file.size < MB ? `${Math.max(Math.floor(file.size / 1024), 1)} KB` : `${(file.size / MB).toFixed(1)} MB`;
  text.append(name, ` · ${size}`);
  const words = document.createElement("div");
  words.append(text);
  item.append(picture, words);
  return [item, words];
}

function refuse(list, text) {
  const said = document.createElement("p");
  said.className = "yw-error";
  said.textContent = text;
  list.append(said);
}

function show(box, input, list) {
  const max = Number(box.dataset.maxMb);
  const most = Number(box.dataset.maxFiles);
  const kept = new DataTransfer();
  for (const img of list.querySelectorAll("img")) URL.revokeObjectURL(img.src);
  list.replaceChildren();
  for (const file of input.files) {
    if (file.size > max * MB) {
      refuse(list, `“${file.name}” ${fill(list.dataset.tooBig, { size: Math.ceil(file.size / MB), max })}`);
      continue;
    }
    if (kept.files.length >= most) {
      refuse(list, fill(list.dataset.tooMany, { max: most }));
      break;
    }
    kept.items.add(file);
    const [item, words] = line(file, file.type.startsWith("image/") ? URL.createObjectURL(file) : "");
    const said = document.createElement("p");
    said.className = "yw-s yw-soft";
    said.textContent = list.dataset.ready;
    words.append(said);
    list.append(item);
  }
  input.files = kept.files;
}

function send(form, list) {
  // the browser's own sending shows no progress: do it here, then go where the answer leads
  const bar = document.createElement("progress");
  bar.className = "yw-progress";
  bar.max = 100;
  list.append(bar);
  const request = new XMLHttpRequest();
  request.open(form.method, form.action);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = (event.loaded / event.total) * 100;
  });
  request.addEventListener("load", () => {
    if (request.responseURL && request.responseURL !== location.href && request.status < 400) {
      location.assign(request.responseURL);
      return;
    }
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    document.title = page.title;
    document.body.replaceWith(page.body);
    const summary = document.querySelector(".yw-errsum, main");
    summary?.focus();
    start();
  });
  request.addEventListener("error", () => {
    bar.remove();
    HTMLFormElement.prototype.submit.call(form);
  });
  const data = new FormData(form);
  request.send(data);
}

function start() {
  for (const box of document.querySelectorAll("[data-upload]")) {
    const input = box.querySelector('input[type="file"]');
    const list = box.querySelector("[data-upload-list]");
    input.addEventListener("change", () => show(box, input, list));
    input.form?.addEventListener("submit", (event) => {
      if (!input.files.length || event.submitter?.name) return; // a named button says more than FormData would
      event.preventDefault();
      send(input.form, list);
    });
  }
}

start();
