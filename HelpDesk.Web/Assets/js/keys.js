// The desk by keyboard. The page names its keys itself: <a data-key="g q" href="/desk">, <button data-key="a">;
// lists are [data-rows] with a link in each row. ? opens <dialog id="keys">.
import { openPanel } from "./composer.js";

const typing = (target) => target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog");
const rows = () => [...document.querySelectorAll("[data-rows] > li")];
let begun = "";

function move(by) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.getAttribute("aria-current") === "true");
  const row = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  all[at]?.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  row.querySelector("a")?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function press(key) {
  const target = [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key && !element.disabled);
  if (!target) return false;
  if (target.matches("input, textarea, select")) target.focus();
  else target.click();
  return true;
}

const verbs = {
  j: () => move(1),
  k: () => move(-1),
  o: () => document.querySelector("[data-rows] > [aria-current] a")?.click(),
  r: () => openPanel("reply"),
  n: () => openPanel("note"),
  "/": () => document.querySelector("[data-key='/'], [type=search]")?.focus(),
  "?": () => document.getElementById("keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey) return;
  if (event.ctrlKey || event.metaKey) {
    if (event.key === "Enter" && event.target.closest?.(".composer-panel")) {
      event.preventDefault();
      event.target.closest("form").querySelector(".btn-primary")?.click();
    }
    if (event.key === "k") { event.preventDefault(); verbs["/"](); }
    return;
  }
  if (event.key === "Escape" && event.target.closest?.(".composer, [type=search]")) return event.target.blur();
  // Within a shadow tree, as the text editor's, the event names only its host.
  if (typing(event.composedPath()[0] ?? event.target)) return;

  const both = begun && `${begun} ${event.key}`;
  begun = "";
  if (both && press(both)) return event.preventDefault();
  if (event.key === "g") { begun = "g"; setTimeout(() => { begun = ""; }, 1500); return; }
  if (event.key.length !== 1) return;
  if (event.key in verbs) { event.preventDefault(); verbs[event.key](); }
  else if (press(event.key)) event.preventDefault();
});

// Focus by Tab or mouse makes the row the one that j and k go on from.
document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("[data-rows] > li");
  if (!row || row.getAttribute("aria-current")) return;
  rows().forEach((other) => other.removeAttribute("aria-current"));
  row.setAttribute("aria-current", "true");
});
