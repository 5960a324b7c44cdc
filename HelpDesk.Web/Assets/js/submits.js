// A form is sent once. The button keeps its value (it is disabled only after the browser has read the form).
import { words } from "./words.js";

const faces = new Map(); // a busy button, and what stood on it

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  if (event.defaultPrevented || form.method === "get" || form.method === "dialog") return;
  form.dataset.sent = "yes";
  const button = event.submitter;
  setTimeout(() => {
    if (!button) return;
    faces.set(button, [...button.childNodes]);
    button.setAttribute("aria-disabled", "true");
    if (!button.closest(".menu-list")) button.replaceChildren(button.dataset.sending ?? words("sending"));
  }, 300);
});

// Back from the page after: the form may be sent again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const [button, face] of faces) {
    button.replaceChildren(...face);
    button.removeAttribute("aria-disabled");
  }
  faces.clear();
});
