// Collects every sentence of ours: T["…"], T.Html("…"), words["…"], words.Html("…") and ErrorMessage = "…".
// The English sentence is the key; a language is a copy of Texts.resx with other values.
import { readdirSync, readFileSync, writeFileSync, existsSync } from "node:fs";
import { join } from "node:path";

const root = "HelpDesk.Web";
const file = join(root, "Texts.resx");
const call = /\b(?:T|words|Words|texts)(?:\[|\.Html\()\s*"((?:[^"\\]|\\.)*)"|ErrorMessage\s*=\s*"((?:[^"\\]|\\.)*)"|\[Display\(Name\s*=\s*"((?:[^"\\]|\\.)*)"/g;

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (["bin", "obj", "node_modules", "wwwroot", "Assets"].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(cs|cshtml)$/.test(entry.name)) yield path;
  }
}

const sentences = new Set();
for (const path of sources(root))
  for (const match of readFileSync(path, "utf8").matchAll(call))
    sentences.add(JSON.parse(`"${match[1] ?? match[2] ?? match[3]}"`));

// Resource names are told apart by their letters, not by their case.
const byCase = [...sentences].reduce((found, text) => found.set(text.toLowerCase(), [...(found.get(text.toLowerCase()) ?? []), text]), new Map());
const twins = [...byCase.values()].filter((texts) => texts.length > 1);
if (twins.length > 0) {
  console.error(`Sentences that differ in case only; word them alike: ${twins.map((texts) => texts.join(" / ")).join(", ")}`);
  process.exit(1);
}

const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;").replace(/\n/g, "&#10;");
const rows = [...sentences].sort((a, b) => (a < b ? -1 : 1))
  .map((text) => `  <data name="${escape(text)}" xml:space="preserve">\n    <value>${escape(text)}</value>\n  </data>\n`);
const resx = `<?xml version="1.0" encoding="utf-8"?>
<!-- Written by bin/texts. To translate: copy to Texts.LANGUAGE.resx and change the values. -->
<root>
  <resheader name="resmimetype">
    <value>text/microsoft-resx</value>
  </resheader>
  <resheader name="version">
    <value>2.0</value>
  </resheader>
  <resheader name="reader">
    <value>System.Resources.ResXResourceReader, System.Windows.Forms, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089</value>
  </resheader>
  <resheader name="writer">
    <value>System.Resources.ResXResourceWriter, System.Windows.Forms, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089</value>
  </resheader>
${rows.join("")}</root>
`;

if (process.argv.includes("--check")) {
  if (!existsSync(file) || readFileSync(file, "utf8") !== resx) {
    console.error("HelpDesk.Web/Texts.resx is not up to date: run bin/texts and commit it.");
    process.exit(1);
  }
} else {
  writeFileSync(file, resx);
  console.log(`${sentences.size} sentences in ${file}`);
}
