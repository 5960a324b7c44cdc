// Reads a JSON array of Mermaid texts and prints, for each, what Mermaid's own parser made of it:
// { nodes: [{ id, text }], lines: [{ from, to, text }] }, or { wrong: "…" } for a text that it refuses.
import DOMPurify from 'dompurify';

// Mermaid cleans labels with a browser's DOM. Nothing is shown here, and the tests want to see what was read, so they stay as they are.
DOMPurify.addHook = () => {};
DOMPurify.sanitize = text => text;

const { default: mermaid } = await import('mermaid');
mermaid.initialize({ startOnLoad: false, maxEdges: 100000, maxTextSize: 10000000 });

const decoded = text => (text ?? '').replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(code));

async function judged(text) {
  try {
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    return {
      nodes: [...db.getVertices().values()].map(node => ({ id: node.id, text: decoded(node.text) })),
      lines: db.getEdges().map(line => ({ from: line.start, to: line.end, text: decoded(line.text) })),
    };
  } catch (wrong) {
    return { wrong: String(wrong.message ?? wrong) };
  }
}

// The kinds of diagram are registered with the first text that is parsed.
await mermaid.parse('flowchart TD');

let input = '';
for await (const chunk of process.stdin.setEncoding('utf8')) input += chunk;
const answers = [];
for (const text of JSON.parse(input)) answers.push(await judged(text));
process.stdout.write(JSON.stringify(answers));
