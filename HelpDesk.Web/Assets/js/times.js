// <time datetime="2026-11-24T09:12:00Z" data-relative>24 Nov 09:12</time> becomes "in 2 days" in the reader's
// language and zone, with the exact moment in the title. Without JavaScript the server's text stands.
import { onContent } from "./content.js";

const language = document.documentElement.lang || undefined;
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const exact = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" });
const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });
const dayOfYear = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric" });
const units = [["minute", 60], ["hour", 3600], ["day", 86400]];

export function inWords(moment, now = Date.now()) {
  const seconds = (moment - now) / 1000;
  const distance = Math.abs(seconds);
  if (distance < 45) return relative.format(0, "second");
  if (distance > 14 * 86400) return (moment.getFullYear() === new Date(now).getFullYear() ? day : dayOfYear).format(moment);
  const [unit, length] = units.findLast(([, length]) => distance >= length * 0.95) ?? units[0];
  return relative.format(Math.round(seconds / length) || Math.sign(seconds), unit);
}

function render(root) {
  for (const time of root.querySelectorAll("time[data-relative]")) {
    const moment = new Date(time.dateTime);
    if (isNaN(moment)) continue;
    time.textContent = inWords(moment);
    time.title = exact.format(moment);
  }
}

onContent(render);
setInterval(() => render(document), 60_000);
