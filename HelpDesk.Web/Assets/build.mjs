// Builds wwwroot/dist from Assets: three scripts, one style sheet, the icons and the mark.
// `dotnet build` runs it (Assets.targets); `npm run watch` keeps it running while you draw.
import { fileURLToPath } from "node:url";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { context, build } from "esbuild";

const room = new URL(".", import.meta.url);
const dist = new URL("../wwwroot/dist/", room);
const watching = process.argv.includes("--watch");

await mkdir(dist, { recursive: true });
await Promise.all([writeIcons(), copyFile(new URL("favicon.svg", room), new URL("favicon.svg", dist)), bundle()]);

async function bundle() {
  const options = {
    absWorkingDir: fileURLToPath(new URL("..", room)),
    entryPoints: ["Assets/css/site.css", "Assets/js/site.js", "Assets/js/desk.js", "Assets/js/text.js"],
    entryNames: "[name]",
    outdir: "wwwroot/dist",
    bundle: true,
    format: "esm",
    target: ["es2022", "chrome123", "firefox121", "safari17.5"],
    minify: !watching,
    sourcemap: watching ? "linked" : false,
    legalComments: "none",
    logLevel: "warning",
  };
  if (watching) await (await context(options)).watch();
  else await build(options);
}

// One sprite of the outlines named in icons.txt: <svg class="icon"><use href="/dist/icons.svg#reply"/></svg>
async function writeIcons() {
  const names = (await readFile(new URL("icons.txt", room), "utf8")).split(/\s+/).filter(Boolean);
  const symbols = await Promise.all(names.map(async (name) => {
    const drawing = await readFile(new URL(`../node_modules/lucide-static/icons/${name}.svg`, room), "utf8");
    const lines = drawing.replace(/<!--.*?-->/gs, "").replace(/^\s*<svg[^>]*>|<\/svg>\s*$/gs, "").replace(/\s+/g, " ").trim();
    return `<symbol id="${name}" viewBox="0 0 24 24">${lines}</symbol>`;
  }));
  const licence = "<!-- Lucide, ISC licence, https://lucide.dev/license -->";
  await writeFile(new URL("icons.svg", dist), `<svg xmlns="http://www.w3.org/2000/svg">${licence}\n${symbols.join("\n")}\n</svg>\n`);
}
