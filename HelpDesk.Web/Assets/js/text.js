// The text view of a draft as an editor: colours, folding, syntax errors, and completion by the workflow's schema. Loaded on that page alone;
// without it the text area is the editor. It lives in a shadow root, because there its style sheets are objects that the content policy lets through.
import { basicSetup, EditorView } from "codemirror";
import { json, jsonLanguage, jsonParseLinter } from "@codemirror/lang-json";
import { HighlightStyle, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { linter } from "@codemirror/lint";
import { tags } from "@lezer/highlight";
import { resolve, valuesOf } from "./schema.js";

const area = document.querySelector("textarea[data-schema]");

const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--surface)", border: "1px solid var(--line-strong)", borderRadius: "var(--radius)", fontSize: ".8125rem" },
  "&.cm-focused": { outline: "2px solid var(--accent)" },
  ".cm-scroller": { fontFamily: "ui-monospace, SFMono-Regular, Consolas, monospace", minHeight: "24rem" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { color: "var(--ink-soft)", backgroundColor: "var(--surface-raised)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--accent-soft)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--accent-soft)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--surface-raised)", border: "1px solid var(--line-strong)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--ink)", backgroundColor: "var(--accent-soft)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--danger)" },
  ".cm-panels": { color: "var(--ink)", backgroundColor: "var(--surface-raised)" },
});

const colours = syntaxHighlighting(HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--accent)" },
  { tag: tags.string, color: "var(--phase-resolved)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--phase-assigned)" },
]));

/** From the root to a place in the text: names of members, and numbers in lists. */
function pathOf(node, state) {
  const path = [];
  for (let at = node; at.parent; at = at.parent) {
    if (at.parent.name === "Property" && at.name !== "PropertyName") {
      const name = at.parent.getChild("PropertyName");
      if (name) path.unshift(JSON.parse(state.sliceDoc(name.from, name.to)));
    } else if (at.parent.name === "Array" && at.name !== "[" && at.name !== "]") path.unshift(0);
  }
  return path;
}

const quoted = (text) => `"${text}"`;

/** What the schema allows where the cursor stands: members that are not there yet, or values. */
function completing(schema) {
  return (context) => {
    const tree = syntaxTree(context.state);
    const node = tree.resolveInner(context.pos, -1);
    const word = node.name === "PropertyName" || node.name === "String" ? node : null;
    const from = word ? word.from : context.matchBefore(/[\w-]*/)?.from ?? context.pos;
    const to = word ? word.to : context.pos;
    const before = context.state.sliceDoc(0, from).trimEnd().at(-1);
    if (node.name === "PropertyName" || !word && (before === "{" || before === "," && inObject(node))) {
      const object = climb(node, "Object");
      if (!object) return null;
      const there = new Set(object.getChildren("Property").map((one) => one.getChild("PropertyName")).filter((name) => name && name.from !== from).map((name) => JSON.parse(context.state.sliceDoc(name.from, name.to))));
      const options = resolve(schema, pathOf(object, context.state)).flatMap((one) => Object.entries(one.properties ?? {})).filter(([key]) => !there.has(key))
        .map(([key, member]) => ({ label: quoted(key), type: "property", info: resolve(member, [], schema)[0]?.description ?? member.description, apply: node.name === "PropertyName" ? quoted(key) : `${quoted(key)}: ` }));
      return options.length ? { from, to, options: unique(options), filter: true } : null;
    }
    if (before !== ":" && before !== "[" && before !== "," && node.name !== "String") return null;
    const place = node.name === "String" ? pathOf(node, context.state) : before === ":" ? pathAfter(node, context) : [...pathOf(climb(node, "Array") ?? node, context.state), 0];
    const options = resolve(schema, place).flatMap((one) => valuesOf(one)).map((value) => ({ label: JSON.stringify(value), type: "constant" }));
    return options.length ? { from, to, options: unique(options), filter: true } : null;
  };
}

const unique = (options) => [...new Map(options.map((option) => [option.label, option])).values()];
const climb = (node, name) => { for (let at = node; at; at = at.parent) if (at.name === name) return at; return null; };
const inObject = (node) => { for (let at = node; at; at = at.parent) { if (at.name === "Object") return true; if (at.name === "Array") return false; } return false; };

function pathAfter(node, context) {
  const property = climb(node, "Property") ?? climb(node, "Object")?.getChildren("Property").filter((one) => one.to <= context.pos).at(-1);
  const name = property?.getChild("PropertyName");
  return name ? [...pathOf(climb(property, "Object"), context.state), JSON.parse(context.state.sliceDoc(name.from, name.to))] : [];
}

async function begin() {
  const schema = await (await fetch(area.dataset.schema, { credentials: "same-origin" })).json();
  const host = document.createElement("div");
  area.before(host);
  const root = host.attachShadow({ mode: "open" });
  const view = new EditorView({
    doc: area.value, root, parent: root,
    extensions: [basicSetup, json(), jsonLanguage.data.of({ autocomplete: completing(schema) }), linter(jsonParseLinter()), look, colours, EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": document.querySelector(`label[for="${area.id}"]`).textContent }),
      EditorView.updateListener.of((update) => { if (update.docChanged) area.value = view.state.doc.toString(); })],
  });
  area.hidden = true;
  document.querySelector(`label[for="${area.id}"]`).addEventListener("click", () => view.focus());
  for (const fault of document.querySelectorAll("[data-line]")) fault.addEventListener("click", (event) => {
    event.preventDefault();
    const line = view.state.doc.line(Math.min(Number(fault.dataset.line), view.state.doc.lines));
    view.dispatch({ selection: { anchor: Math.min(line.to, line.from + Number(fault.dataset.column) - 1) }, scrollIntoView: true });
    view.focus();
  });
}

if (area) begin().catch(() => {}); // the text area stays
