// The picture of a draft as a way to its forms: a click or Enter on a state or step opens its form. Without it the lists do.
const studio = document.querySelector("[data-studio]");

function open(target) {
  const part = target.closest?.("[data-state], [data-step]");
  if (!part || !studio.contains(part)) return;
  const place = part.dataset.state ? `states/${part.dataset.state}` : `steps/${part.dataset.step}`;
  location.assign(`${studio.dataset.studio}?at=${encodeURIComponent(place)}#chosen`);
}

if (studio) {
  studio.addEventListener("click", (event) => open(event.target));
  studio.addEventListener("keydown", (event) => { if (event.key === "Enter") open(event.target); });
}
