// Runs `enhance(root)` for the page now, and for whatever live or htmx puts into it later.
export function onContent(enhance) {
  enhance(document);
  document.addEventListener("helpdesk:content", (event) => enhance(event.detail));
  document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
}

export function announceContent(root) {
  document.dispatchEvent(new CustomEvent("helpdesk:content", { detail: root }));
}
