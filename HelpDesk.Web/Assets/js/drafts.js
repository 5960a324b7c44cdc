// <textarea data-draft="ticket:1042:reply"> survives reloads, conflicts and closed tabs. The page after a successful
// send says <body data-draft-done="ticket:1042:reply">; <form data-signs-out> forgets all drafts of this browser.
import { words } from "./words.js";
import { onContent } from "./content.js";

const prefix = "draft:";
const older = Date.now() - 30 * 86_400_000;

function store(change) {
  try { return change(localStorage); } catch { return null; } // private windows may refuse: then there are no drafts
}

function forget(keep) {
  store((drafts) => Object.keys(drafts).filter((key) => key.startsWith(prefix) && !keep(key)).forEach((key) => drafts.removeItem(key)));
}

function read(key) {
  const kept = store((drafts) => drafts.getItem(prefix + key));
  try { return JSON.parse(kept); } catch { return null; }
}

function keep(area) {
  const key = prefix + area.dataset.draft;
  store((drafts) => area.value.trim() ? drafts.setItem(key, JSON.stringify({ text: area.value, at: Date.now() })) : drafts.removeItem(key));
}

function restore(area) {
  const draft = read(area.dataset.draft);
  if (!draft?.text || area.value.trim()) return;
  area.value = draft.text;
  area.dispatchEvent(new Event("input", { bubbles: true }));

  const note = document.createElement("p");
  const discard = document.createElement("button");
  note.className = "draft-note";
  note.textContent = words("draftRestored");
  discard.type = "button";
  discard.className = "btn btn-link";
  discard.textContent = words("draftDiscard");
  discard.addEventListener("click", () => { area.value = ""; keep(area); note.remove(); area.focus(); });
  note.append(discard);
  area.after(note);
}

for (const key of (document.body.dataset.draftDone ?? "").split(" ").filter(Boolean))
  store((drafts) => drafts.removeItem(prefix + key));
forget((key) => (read(key.slice(prefix.length))?.at ?? 0) > older);

onContent((root) => root.querySelectorAll("textarea[data-draft]").forEach((area) => area.dataset.draftReady ?? (area.dataset.draftReady = "", restore(area))));
document.addEventListener("input", (event) => event.target.matches?.("textarea[data-draft]") && keep(event.target));
document.addEventListener("submit", (event) => event.target.matches("[data-signs-out]") && forget(() => false));
