// Puts what bin/faults ran into the table of docs/reliability.md, between its two markers. Rows of faults that were not run stay as they are.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [work, explicit, ...databases] = process.argv.slice(2);
const doc = 'docs/reliability.md';
const [begin, end] = ['<!-- faults: written by bin/faults -->', '<!-- /faults -->'];
const text = readFileSync(doc, 'utf8');
const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
if (from < begin.length || to < from) throw new Error(`${doc} has no markers for the table.`);

const rows = new Map();
for (const line of text.slice(from, to).split('\n')) {
  const cells = line.split('|').map(cell => cell.trim());
  if (/^F\d\d$/.test(cells[1])) rows.set([cells[1], cells[2], cells[5]].join(' '), line);
}

const failed = new Set();
const today = new Date().toISOString().slice(0, 10);
for (const database of databases) {
  const figures = new Map();
  const file = `${work}/${database}.figures`;
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').filter(Boolean) : []) {
    const [method, words] = line.split('\t');
    figures.set(method, [...(figures.get(method) ?? []), words]);
  }
  const said = readFileSync(`${work}/${database}.log`, 'utf8').split('\n');
  for (const [at, line] of said.entries()) {
    const test = /^ *(passed|failed|skipped) HelpDesk\.Tests\.(?:[A-Za-z0-9_]+\.)*([A-Za-z0-9_]+)\.((F\d\d)(?:_and_(F\d\d))?_\w+)/.exec(line);
    if (!test) continue;
    const [, result, scenario, method, first, second] = test;
    // Of what was left out the next line says why: it belongs to the other database, or this machine lacks something. A long form is neither.
    const why = result === 'skipped' ? said[at + 1].trim() : '';
    if (why.startsWith('Not run')) continue;
    // A test that said nothing has only its sentence.
    const words = (why || [...new Set(figures.get(method) ?? [])].join('; ')).replaceAll('|', '\\|');
    const what = method.replace(/^F\d\d_(and_F\d\d_)?/, '').replaceAll('_', ' ');
    const says = { passed: 'holds', failed: 'failed', skipped: why.startsWith('Only on') ? 'does not apply' : 'left out' }[result];
    for (const fault of [first, second].filter(Boolean)) {
      const key = [fault, database, `\`${scenario}.${method}\``].join(' ');
      // One case of a theory that failed speaks for all.
      if (failed.has(key)) continue;
      if (result === 'failed') failed.add(key);
      rows.set(key, `| ${fault} | ${database} | ${what} | ${says}, ${today} | \`${scenario}.${method}\` | ${words} |`);
    }
  }
}

const sorted = [...rows.entries()].sort(([a], [b]) => a.localeCompare(b)).map(([, line]) => line);
const table = ['', '| fault | database | what holds | result | test | figures |', '|---|---|---|---|---|---|', ...sorted, ''].join('\n');
writeFileSync(doc, text.slice(0, from) + table + text.slice(to));
console.log(`${sorted.length} rows in ${doc}${explicit === 'on' ? '' : ' (without the long forms)'}`);
