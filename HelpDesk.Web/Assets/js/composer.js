// The composer. Without JavaScript both panels and every step's fields stand open and each button sends.
// With it one panel shows, and a step that needs more than the text first shows its fields and becomes the primary button.
import { onContent } from "./content.js";

function showPanel(composer, id, focus) {
  for (const tab of composer.querySelectorAll(".composer-tabs a")) {
    const panel = composer.querySelector(tab.hash);
    const chosen = panel.id === id;
    if (chosen) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
    panel.hidden = !chosen;
    if (chosen && focus) panel.querySelector("textarea")?.focus();
  }
}

function chooseStep(panel, step, focus) {
  for (const fields of panel.querySelectorAll("fieldset[data-for-step]")) {
    const chosen = fields.dataset.forStep.split(" ").includes(step);
    fields.hidden = fields.disabled = !chosen;
    if (chosen && focus) fields.querySelector("input, select, textarea")?.focus();
  }
  for (const button of panel.querySelectorAll("button[data-step]")) {
    if (button.closest(".menu-list")) continue;
    button.classList.toggle("btn-primary", button.dataset.step === step);
  }
  for (const says of panel.querySelectorAll("[data-says-step]")) says.hidden = says.dataset.saysStep !== step;
  panel.dataset.step = step;
}

export function openPanel(id) {
  const composer = document.querySelector("[data-composer]");
  if (!composer || !document.getElementById(id)) return false;
  showPanel(composer, id, true);
  composer.scrollIntoView({ block: "nearest" });
  return true;
}

onContent((root) => {
  // One that live brings shows the panel that the person had chosen in the one before.
  const shown = document.querySelector("[data-composer][data-ready] .composer-panel:not([hidden])")?.id;
  for (const composer of root.querySelectorAll("[data-composer]:not([data-ready])")) {
    composer.dataset.ready = "";
    const tabs = [...composer.querySelectorAll(".composer-tabs a")];
    for (const tab of tabs) {
      const panel = composer.querySelector(tab.hash);
      if (panel.dataset.step) chooseStep(panel, panel.dataset.step, false);
      tab.addEventListener("click", (event) => { event.preventDefault(); showPanel(composer, panel.id, true); });
    }
    const wanted = tabs.find((tab) => tab.hash === (shown ? `#${shown}` : location.hash));
    showPanel(composer, wanted?.hash.slice(1) ?? composer.dataset.composer, false);
  }
});

// Capture: before the guard against sending twice sees it.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-composer] button[data-step]");
  const panel = button?.closest(".composer-panel");
  if (!panel || panel.dataset.step === button.dataset.step) return;
  const needsMore = [...panel.querySelectorAll("fieldset[data-for-step]")].some((fields) => fields.hidden && fields.dataset.forStep.split(" ").includes(button.dataset.step));
  if (!needsMore) return;
  event.preventDefault();
  chooseStep(panel, button.dataset.step, true);
}, true);
