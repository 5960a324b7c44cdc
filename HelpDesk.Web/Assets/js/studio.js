// Pictures of workflows as a way to more: a click or Enter on a state or step opens its form, or its tickets. Without it the lists do.
function choosing(picture, go) {
  const open = (target) => {
    const part = target.closest?.("[data-state], [data-step]");
    if (part && picture.contains(part)) go(part.dataset);
  };
  picture.addEventListener("click", (event) => open(event.target));
  picture.addEventListener("keydown", (event) => { if (event.key === "Enter") open(event.target); });
}

const studio = document.querySelector("[data-studio]");
if (studio) {
  choosing(studio, ({ state, step }) => {
    const place = state ? `states/${state}` : `steps/${step}`;
    location.assign(`${studio.dataset.studio}?at=${encodeURIComponent(place)}#chosen`);
  });
}

const monitoring = document.querySelector("[data-monitoring]");
if (monitoring) {
  choosing(monitoring, ({ state, step }) => {
    const [path, query] = monitoring.dataset.monitoring.split("?");
    location.assign(`${path}?${state ? `state=${encodeURIComponent(state)}` : `step=${encodeURIComponent(step)}`}${query}`);
  });
}
