// The page's own words, so that the server translates them once:
// <template id="js-words" data-draft-restored="…" data-…></template>. The English after ?? is what a page without them says.
const given = document.getElementById("js-words")?.dataset ?? {};

const english = {
  draftRestored: "We kept what you had typed.",
  draftDiscard: "Discard it",
  filesTotal: "{count} files, {size} together",
  filesTooLarge: "Together these are {size}; at most {limit} can be sent. Choose fewer or smaller files.",
  sending: "Sending…",
  liveChanged: "This page was brought up to date.",
  liveLost: "Not connected: what you see may be a little old.",
  keysTitle: "Keys",
  keysClose: "Close",
};

export function words(key, values = {}) {
  return (given[key] ?? english[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}
