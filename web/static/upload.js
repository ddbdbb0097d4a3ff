// Files dropped or chosen are sent one by one, with how much of each has been sent.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("drop"), list = document.getElementById("sending");
  const send = (file) => new Promise((done) => {
    const line = document.createElement("li"), bar = document.createElement("progress"), text = document.createElement("span");
    bar.max = 100; bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    line.append(`${file.name} `, bar, " ", text);
    list.append(line);
    const data = new FormData();
    data.append("files", file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("X-CSRF-Token", form.elements.csrf.value);
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => {
      bar.value = event.lengthComputable ? Math.round(100 * event.loaded / event.total) : 50;
      text.textContent = form.dataset.sent.replace("§", bar.value);
    });
    request.addEventListener("loadend", () => {
      if (request.status === 200) {
        line.remove();
        document.getElementById("uploads").outerHTML = request.responseText;
        htmx.process(document.getElementById("uploads"));
      } else text.textContent = request.status === 413 ? form.dataset.large : form.dataset.failed;
      done();
    });
    request.send(data);
  });
  const sendAll = async (files) => { for (const file of files) await send(file); };
  form.addEventListener("submit", (event) => {
    if (!form.elements.files.files.length) return;
    event.preventDefault();
    sendAll([...form.elements.files.files]).then(() => { form.elements.files.value = ""; });
  });
  form.elements.files.addEventListener("change", () => form.requestSubmit());
  for (const name of ["dragenter", "dragover"]) document.addEventListener(name, (event) => { event.preventDefault(); form.classList.add("over"); });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
  document.addEventListener("drop", (event) => { event.preventDefault(); form.classList.remove("over"); sendAll([...event.dataTransfer.files]); });
});
