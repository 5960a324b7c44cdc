// A form is sent once. The button keeps its value (it is disabled only after the browser has read the form).
// Who goes back to a form that was taken finds it empty, not filled by the browser for a second time.
import { words } from "./words.js";

const faces = new Map(); // a busy button, and what stood on it
const [under, taken] = ["form-under-way", "form-taken:"];

function remember(key, value) {
  try { value === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, value); } catch { /* a private window may refuse */ }
}

function recall(key) {
  try { return sessionStorage.getItem(key); } catch { return null; }
}

const nameOf = (form) => `${location.pathname}${location.search} ${form.getAttribute("id") ?? form.getAttribute("action")}`;

// A form that was taken leads on to another page; one that was refused is answered with itself.
const arrival = performance.getEntriesByType("navigation")[0];
const last = recall(under);
if (last) {
  remember(under, null);
  if (arrival?.redirectCount) remember(taken + last, "yes");
}

function forget(form) {
  const key = taken + nameOf(form);
  const was = recall(key);
  if (was) remember(key, null);
  return was;
}

const empty = () => [...document.forms].forEach((form) => { if (forget(form)) form.reset(); });

// What is typed after that is new, and stays.
document.addEventListener("input", (event) => event.target.form && forget(event.target.form));

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  if (event.defaultPrevented || form.method === "get" || form.method === "dialog") return;
  form.dataset.sent = "yes";
  remember(under, nameOf(form));
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
  if (event.persisted || arrival?.type === "back_forward") empty();
  else if (!arrival?.redirectCount) [...document.forms].forEach(forget);
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const [button, face] of faces) {
    button.replaceChildren(...face);
    button.removeAttribute("aria-disabled");
  }
  faces.clear();
});
