// Puts fresh content in an element's place without taking anything from the hands of the person: an element in which
// something is being typed or chosen stays as it is; focus, the current row, opened details and the scroll carry over.
import { announceContent } from "./content.js";

export function swap(element, next) {
  if (inUse(element)) return false;
  announceContent(next);
  carryOver(element, next);
  if (sameBut(element, next)) return false;

  const place = placeOfFocus(element);
  const { scrollTop } = element;
  element.replaceWith(next);
  next.scrollTop = scrollTop;
  place?.(next)?.focus({ preventScroll: true });
  return true;
}

function inUse(element) {
  return element.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")
    || [...element.querySelectorAll("input, textarea")].some((control) => control.value !== control.defaultValue || control.checked !== control.defaultChecked)
    || [...element.querySelectorAll("option")].some((option) => option.selected !== option.defaultSelected && option.parentElement.querySelector("[selected]"))
    || [...element.querySelectorAll("select:not(:has([selected]))")].some((list) => list.selectedIndex > 0);
}

// Each page has keys of its own in its forms; such a form is no other one.
function sameBut(element, next) {
  const keys = "input[type=hidden]:is([name=command], [name=__RequestVerificationToken])";
  const [before, after] = [element, next].map((one) => [...one.querySelectorAll(keys)]);
  if (before.length !== after.length) return false;
  const own = after.map((input) => input.getAttribute("value"));
  after.forEach((input, place) => input.setAttribute("value", before[place].getAttribute("value")));
  if (element.isEqualNode(next)) return true;
  after.forEach((input, place) => input.setAttribute("value", own[place]));
  return false;
}

function carryOver(element, next) {
  const row = element.querySelector("li[aria-current='true'][id]");
  if (row) next.querySelector(`#${CSS.escape(row.id)}`)?.setAttribute("aria-current", "true");
  const fresh = next.querySelectorAll("details");
  element.querySelectorAll("details").forEach((details, place) => { if (fresh[place]) fresh[place].open = details.open; });
}

function placeOfFocus(element) {
  const focused = document.activeElement;
  if (!element.contains(focused)) return null;
  if (focused.id) return (next) => next.querySelector(`#${CSS.escape(focused.id)}`);
  const alike = focused.hasAttribute("href") ? `[href="${CSS.escape(focused.getAttribute("href"))}"]` : focused.localName;
  const place = [...element.querySelectorAll(alike)].indexOf(focused);
  return (next) => next.querySelectorAll(alike)[place];
}
