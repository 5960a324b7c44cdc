// How long the studio takes on the server for one edit of a draft, and for the page after it; and how much a cold page transfers.
// node bench/studio/edit.mjs http://localhost:5180   (a running HelpDesk with the demo's people; it makes a draft and throws it away)
import { performance } from "node:perf_hooks";

const base = process.argv[2] ?? "http://localhost:5080";
const jar = new Map();

async function call(path, form) {
  const began = performance.now();
  const answer = await fetch(base + path, {
    method: form ? "POST" : "GET", redirect: "manual", body: form && new URLSearchParams(form),
    headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
  });
  const text = await answer.text();
  const took = performance.now() - began;
  for (const cookie of answer.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
    jar.set(name, value);
  }
  return { answer, text, took };
}

const token = (html) => /name="__RequestVerificationToken"[^>]*value="([^"]+)"/.exec(html)[1];
const field = (html, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)[1];

/** Forty states in a row, each with two steps on and one back. */
function definition(states, steps) {
  const key = (i) => `state-${i}`;
  const all = { start: { name: "Start", to: key(0), on: "created" } };
  const body = { workflow: "bench", name: "Bench", states: {}, steps: all };
  for (let i = 0; i < states; i++) body.states[key(i)] = { name: `State ${i}`, phase: i === states - 1 ? "closed" : i === 0 ? "open" : "assigned", customerSees: "In work" };
  for (let i = 0, n = 1; n < steps; i++) {
    for (const to of [i + 1, i + 3, i - 2]) {
      const from = i % (states - 1);
      if (n < steps) all[`step-${n}`] = { name: `Step ${n++}`, from: [key(from)], to: key(Math.max(0, Math.min(states - 1, from + to - i))), by: ["agent"] };
    }
  }
  return JSON.stringify(body);
}

const middle = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
const late = (times) => times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)];

await call("/signin", { __RequestVerificationToken: token((await call("/signin")).text), Email: "mia@example.com", Password: "support-story" });

for (const [states, steps] of [[5, 11], [40, 120]]) {
  const fresh = (await call("/manage/workflows/new")).text;
  const made = await call("/manage/workflows/new", { __RequestVerificationToken: token(fresh), json: definition(states, steps) });
  if (made.answer.status !== 302) throw new Error(`The draft was not made: ${made.answer.status} ${made.text.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ").slice(0, 600)}`);
  const draft = "/manage/workflows/bench/draft", part = `${draft}?at=states/state-2`;
  const edits = [], pages = [];
  let page = await call(part);
  for (let i = 0; i < 60; i++) {
    const edit = await call(`${draft}/parts/states/state-2`, {
      __RequestVerificationToken: token(page.text), revision: field(page.text, "revision"), name: `Name ${i}`, customerSees: "In work", phase: "assigned",
    });
    if (edit.answer.status !== 302) throw new Error(`The edit was answered ${edit.answer.status}.`);
    page = await call(part);
    if (i < 10) continue; // warming up
    edits.push(edit.took);
    pages.push(page.took);
  }
  let bytes = Buffer.byteLength(page.text);
  for (const asset of new Set([...page.text.matchAll(/(?:href|src)="(\/dist\/[^"#]+)/g)].map((match) => match[1]))) {
    const sent = await fetch(base + asset, { headers: { "accept-encoding": "br" } });
    bytes += Number(sent.headers.get("content-length") ?? (await sent.arrayBuffer()).byteLength);
  }
  console.log(`${states} states, ${steps} steps: an edit ${middle(edits).toFixed(1)} ms (95 %: ${late(edits).toFixed(1)}), its page ${middle(pages).toFixed(1)} ms (95 %: ${late(pages).toFixed(1)}), cold ${Math.round(bytes / 1024)} KB`);
  const all = (await call(draft)).text;
  await call(`${draft}/discard`, { __RequestVerificationToken: token(all), revision: field(all, "revision") });
}
