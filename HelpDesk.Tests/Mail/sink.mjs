// A mail server for tests: a real SMTP conversation, and each accepted mail on the disk before its 250.
//
//   node sink.mjs --port 0 --out DIR [--starttls] [--user NAME --password WORD] [--delay MS] [--until-stdin-ends]
//
// Prints {"port":N} once it listens. Each mail becomes DIR/N.eml and a line of DIR/mails.jsonl:
// {n, file, messageId, from, to, subject, size}. What the part of the recipient before the @ begins with says what happens;
// a number after it, how often (drop-after1@…: the first time), none: each time.
//   later        451 to RCPT            never       550 to RCPT
//   drop-before  the connection breaks before the mail is kept
//   drop-after   it breaks after the mail is kept, in place of the 250
import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { SMTPServer } from "smtp-server";

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    out: { type: "string" },
    starttls: { type: "boolean", default: false },
    user: { type: "string" },
    password: { type: "string" },
    delay: { type: "string", default: "0" },
    "until-stdin-ends": { type: "boolean", default: false },
  },
});
if (!options.out) throw new Error("--out DIR is missing.");
mkdirSync(options.out, { recursive: true });
const list = openSync(join(options.out, "mails.jsonl"), "a");
const seen = new Map();
let count = 0;

// What to do with this recipient, this time.
function fateOf(address, kinds) {
  const match = /^(later|never|drop-before|drop-after)(\d*)/i.exec(address);
  const kind = match?.[1].toLowerCase();
  if (!kind || !kinds.includes(kind)) return null;
  const times = (seen.get(address) ?? 0) + 1;
  seen.set(address, times);
  return match[2] && times > Number(match[2]) ? null : kind;
}

function refusal(code, words) {
  return Object.assign(new Error(words), { responseCode: code });
}

function keep(path, bytes) {
  const file = openSync(path, "w");
  writeSync(file, bytes);
  fsyncSync(file);
  closeSync(file);
}

function header(bytes, name) {
  const head = bytes.toString("latin1").split("\r\n\r\n", 1)[0].replace(/\r\n[ \t]+/g, " ");
  return new RegExp(`^${name}:[ \t]*(.*)$`, "im").exec(head)?.[1].trim() ?? null;
}

function store(bytes, envelope) {
  const n = ++count;
  const file = `${n}.eml`;
  keep(join(options.out, file), bytes);
  const line = { n, file, messageId: header(bytes, "Message-ID"), from: envelope.mailFrom.address, to: envelope.rcptTo.map((to) => to.address), subject: header(bytes, "Subject"), size: bytes.length };
  writeSync(list, JSON.stringify(line) + "\n");
  fsyncSync(list);
}

const server = new SMTPServer({
  name: "sink.test",
  disabledCommands: [...(options.starttls ? [] : ["STARTTLS"]), ...(options.user ? [] : ["AUTH"])],
  authOptional: !options.user,
  allowInsecureAuth: true,
  disableReverseLookup: true,
  onAuth(auth, session, answer) {
    if (auth.username === options.user && auth.password === options.password) answer(null, { user: auth.username });
    else answer(refusal(535, "Name or password is wrong"));
  },
  onRcptTo(to, session, answer) {
    const fate = fateOf(to.address, ["later", "never"]);
    if (fate === "later") answer(refusal(451, "Greylisted, come again later"));
    else if (fate === "never") answer(refusal(550, "No such mailbox"));
    else answer();
  },
  async onData(stream, session, answer) {
    const chunks = [];
    try {
      for await (const chunk of stream) chunks.push(chunk);
    } catch {
      return answer(refusal(451, "The text broke off")); // a client that was killed while it spoke
    }
    await pause(Number(options.delay));
    const fates = session.envelope.rcptTo.map((to) => fateOf(to.address, ["drop-before", "drop-after"]));
    const hangUp = () => [...server.connections].find((connection) => connection.session === session)?._socket.destroy();
    if (fates.includes("drop-before")) return hangUp();
    store(Buffer.concat(chunks), session.envelope);
    if (fates.includes("drop-after")) return hangUp();
    answer(null, "Kept");
  },
});
server.on("error", () => {}); // a client that hangs up is no news

server.listen(Number(options.port), "127.0.0.1", () => console.log(JSON.stringify({ port: server.server.address().port })));
const end = () => process.exit(0);
process.on("SIGTERM", end);
process.on("SIGINT", end);
if (options["until-stdin-ends"]) process.stdin.on("end", end).resume();
