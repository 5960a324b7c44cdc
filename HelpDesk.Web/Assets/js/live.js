// Keeps the page fresh: <body data-live-hub="/live" data-live-topic="ticket:1042">. The hub's "changed" message
// ({ scope, number, revision }) makes the page fetch itself again and swap what is marked data-live="id" and differs.
import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { swap } from "./swap.js";
import { words } from "./words.js";

const { liveHub, liveTopic } = document.body.dataset;
const note = document.createElement("p");
note.className = "live-note";
note.setAttribute("role", "status");
let waiting = 0;

function say(text, forMs) {
  note.textContent = text;
  if (forMs) setTimeout(() => { if (note.textContent === text) note.textContent = ""; }, forMs);
}

async function refresh() {
  const answer = await fetch(location.href, { headers: { "X-Live": "1" }, credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  let changed = false;
  for (const element of document.querySelectorAll("[data-live]")) {
    const next = fresh.querySelector(`[data-live="${CSS.escape(element.dataset.live)}"]`);
    if (next) changed = swap(element, document.importNode(next, true)) || changed;
  }
  if (changed) say(words("liveChanged"), 4000);
}

// Several changes at once are one refresh; a page in the background refreshes when it is looked at.
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => document.hidden ? document.addEventListener("visibilitychange", soon, { once: true }) : refresh().catch(() => {}), 150 + Math.random() * 200);
}

// What is under way on the server asks to be looked at again: data-again="1500", in milliseconds, until it is done.
function again() {
  const under = document.querySelector("[data-live] [data-again]");
  if (under) setTimeout(() => (document.hidden ? Promise.resolve() : refresh()).catch(() => {}).then(again), Number(under.dataset.again));
}

async function connect() {
  const hub = new HubConnectionBuilder()
    // Straight to a web socket: with several servers behind one address a negotiation would end at one and the connection at another.
    .withUrl(liveHub, { skipNegotiation: true, transport: HttpTransportType.WebSockets })
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: ({ previousRetryCount }) => Math.min(1000 * 2 ** previousRetryCount, 30_000) * (0.5 + Math.random()) })
    .configureLogging(LogLevel.None).build();
  const watch = () => hub.invoke("Watch", liveTopic);
  hub.on("changed", soon);
  hub.onreconnecting(() => say(words("liveLost")));
  hub.onreconnected(() => { say(""); watch().catch(() => {}); soon(); });
  await hub.start();
  await watch();
}

again();
if (liveHub && liveTopic) {
  document.body.append(note);
  connect().catch(() => {}); // no hub: the page is as fresh as when it was opened
}
