// Pictures of workflows as a way to more: a click or Enter on a state or step opens its form, or its tickets. Without it the lists do.
import { draw } from "./drawing.js";

const DoubleClick = 250;

/** @param waits Whether a second click means something else. */
function choosing(picture, go, waits) {
  let waiting = 0;
  const open = (target) => {
    const part = target.closest?.("[data-state], [data-step]");
    if (part && picture.contains(part)) go(part.dataset);
  };
  picture.addEventListener("click", (event) => {
    clearTimeout(waiting);
    if (event.detail > 1 || event.defaultPrevented) return;
    waiting = setTimeout(open, waits ? DoubleClick : 0, event.target);
  });
  picture.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.defaultPrevented) open(event.target); });
}

const studio = document.querySelector("[data-studio]");
if (studio) {
  draw(studio);
  choosing(studio.querySelector(".picture-frame"), ({ state, step }) => {
    const place = state ? `states/${state}` : `steps/${step}`;
    location.assign(`${studio.dataset.studio}?at=${encodeURIComponent(place)}#chosen`);
  }, true);
}

const monitoring = document.querySelector("[data-monitoring]");
if (monitoring) {
  choosing(monitoring, ({ state, step }) => {
    const [path, query] = monitoring.dataset.monitoring.split("?");
    location.assign(`${path}?${state ? `state=${encodeURIComponent(state)}` : `step=${encodeURIComponent(step)}`}${query}`);
  });
}
