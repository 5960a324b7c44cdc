// <div class="files" data-files data-limit="26214400"><input type="file" multiple> …</div> lists what was chosen and
// says before sending that it is too much. The server checks again.
import { words } from "./words.js";

const megabyte = 1024 * 1024;
const language = document.documentElement.lang || undefined;

function size(bytes) {
  const [amount, unit] = bytes < megabyte ? [bytes / 1024, "kilobyte"] : [bytes / megabyte, "megabyte"];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount);
}

function line(text, className = "") {
  const item = document.createElement("li");
  item.textContent = text;
  item.className = className;
  return item;
}

document.addEventListener("change", (event) => {
  const input = event.target;
  const box = input.closest?.("[data-files]");
  if (!box || input.type !== "file") return;

  const limit = Number(box.dataset.limit ?? 25 * megabyte);
  const files = [...input.files];
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const list = box.querySelector("ul") ?? box.appendChild(document.createElement("ul"));
  list.setAttribute("aria-live", "polite");
  list.replaceChildren(...files.map((file) => line(`${file.name} (${size(file.size)})`)));
  if (files.length > 1) list.append(line(words("filesTotal", { count: files.length, size: size(total) })));

  const tooLarge = total > limit ? words("filesTooLarge", { size: size(total), limit: size(limit) }) : "";
  if (tooLarge) list.append(line(tooLarge, "too-large"));
  input.setCustomValidity(tooLarge);
});
