// Drawing on the picture of a draft, by mouse, finger and keyboard: move states, lead steps from state to state, rename, delete, zoom,
// travel along the steps. Each ends in a form that the page has anyway, so that without this nothing is missing.
const Move = 16, Least = 0.25, Most = 2.5, Slack = 4;
const Ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function draw(studio) {
  const frame = studio.querySelector(".picture-frame");
  const tools = studio.querySelector(".studio-tools");
  const arrange = tools.querySelector("#arrange");
  const status = tools.appendChild(Object.assign(document.createElement("p"), { className: "visually-hidden" }));
  const path = studio.dataset.studio;
  let link = null, saving = 0;
  status.setAttribute("role", "status");
  tools.hidden = false;

  const svg = () => frame.querySelector("svg");
  const stateOf = (key) => svg().querySelector(`[data-state="${CSS.escape(key)}"]`);
  const nameOf = (state) => state.querySelector(".wf-name").lastChild.textContent;
  const placeOf = ({ state, step }) => state ? `states/${state}` : `steps/${step}`;
  const boxOf = (state) => {
    const box = state.querySelector(".wf-box");
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(box.getAttribute(name)));
    return { x, y, width, height };
  };
  const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg().getScreenCTM().inverse());

  // Zoom: of this picture, as long as the window is open.
  const kept = `zoom:${path}`;
  function zoom(scale) {
    const { width, height } = svg().viewBox.baseVal;
    const near = Math.min(Most, Math.max(Least, scale));
    svg().setAttribute("width", Math.round(width * near));
    svg().setAttribute("height", Math.round(height * near));
    sessionStorage.setItem(kept, near);
  }
  const scale = () => Number(svg().getAttribute("width")) / svg().viewBox.baseVal.width;
  const fit = () => Math.min(1, (frame.clientWidth - 34) / svg().viewBox.baseVal.width, Math.max(0.5, (innerHeight - 160) / svg().viewBox.baseVal.height));
  if (sessionStorage.getItem(kept)) zoom(Number(sessionStorage.getItem(kept)));
  tools.addEventListener("click", ({ target }) => {
    const way = target.closest("[data-zoom]")?.dataset.zoom;
    if (way) zoom(way === "0" ? fit() : scale() * (way === "1" ? 1.2 : 1 / 1.2));
  });
  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(scale() * (event.deltaY < 0 ? 1.1 : 1 / 1.1));
  }, { passive: false });

  // Where the states are now, each with what it was moved by.
  function places() {
    return Object.fromEntries([...svg().querySelectorAll("[data-state]")].map((state) => {
      const { x, y, width, height } = boxOf(state);
      return [state.dataset.state, [x + width / 2 + Number(state.dataset.dx ?? 0), y + height / 2 + Number(state.dataset.dy ?? 0)]];
    }));
  }

  function shift(state, dx, dy) {
    Object.assign(state.dataset, { dx, dy });
    for (const part of [state, ...svg().querySelectorAll(`.wf-stay[data-from="${CSS.escape(state.dataset.state)}"]`)]) part.setAttribute("transform", `translate(${dx} ${dy})`);
  }

  async function save() {
    const focused = document.activeElement?.dataset?.state;
    const form = new FormData(arrange);
    form.set("places", JSON.stringify(places()));
    const answer = await fetch(arrange.action, { method: "POST", body: new URLSearchParams(form), credentials: "same-origin" });
    if (!answer.ok) { location.reload(); return; }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const before = scale();
    frame.replaceChildren(...fresh.querySelector(".studio .picture-frame").children);
    zoom(before);
    arrange.querySelector("button").disabled = false;
    if (focused) stateOf(focused)?.focus();
  }

  function saveSoon() {
    clearTimeout(saving);
    saving = setTimeout(() => save().catch(() => location.reload()), 500);
  }

  // A form of one field, where one is.
  function ask(near, action, label, value, fields) {
    document.querySelector(".short-form")?.remove();
    const form = document.querySelector("#short-form").content.firstElementChild.cloneNode(true);
    const back = document.activeElement;
    form.action = action;
    form.querySelector("label").textContent = label;
    for (const [name, one] of Object.entries(fields)) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: one }));
    document.body.append(form);
    const { left, bottom } = near.getBoundingClientRect();
    form.style.left = `${Math.max(8, Math.min(left, innerWidth - form.offsetWidth - 8))}px`;
    form.style.top = `${Math.max(8, Math.min(bottom + 8, innerHeight - form.offsetHeight - 8))}px`;
    const away = () => { form.remove(); back?.focus?.(); };
    form.querySelector("[data-cancel]").addEventListener("click", away);
    form.addEventListener("keydown", (event) => { if (event.key === "Escape") away(); });
    const input = form.querySelector("#short-name");
    input.value = value;
    input.select();
    input.focus();
  }

  function rename(part) {
    const place = placeOf(part.dataset);
    const name = part.querySelector(".wf-name, .wf-label");
    ask(part, `${path}/picture/names`, studio.dataset.rename, name.querySelector("title")?.textContent ?? name.lastChild.textContent, { at: place });
  }

  function lead(from, to) {
    const words = studio.dataset.stepName.replace("{0}", nameOf(from)).replace("{1}", nameOf(to));
    ask(to, `${path}/parts/steps`, words, "", { from: from.dataset.state, to: to.dataset.state });
  }

  function remove(part) {
    const form = document.querySelector("#short-form").content.firstElementChild.cloneNode(true);
    form.hidden = true;
    form.querySelector("#short-name").remove();
    form.action = `${path}/parts/${placeOf(part.dataset)}/deletion`;
    document.body.append(form);
    form.submit();
  }

  // The dot at a state's edge from which a step is led.
  function handle(state) {
    svg().querySelector(".wf-handle")?.remove();
    if (!state) return;
    const { x, y, width, height } = boxOf(state);
    const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    for (const [name, value] of Object.entries({ class: "wf-handle", cx: x + width, cy: y + height / 2, r: 7 })) dot.setAttribute(name, value);
    dot.dataset.of = state.dataset.state;
    svg().append(dot);
  }

  frame.addEventListener("pointerover", (event) => {
    const state = event.target.closest?.("[data-state]");
    if (state && !event.buttons) handle(state);
  });

  frame.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch" && !event.target.closest(".wf-handle")) return;
    const dot = event.target.closest(".wf-handle");
    const state = dot ? stateOf(dot.dataset.of) : event.target.closest("[data-state]");
    if (!state) return;
    const begin = at(event);
    let dragged = false, line = null;
    const move = (next) => {
      const point = at(next);
      const [dx, dy] = [Math.round(point.x - begin.x), Math.round(point.y - begin.y)];
      if (!dragged && Math.hypot(dx, dy) < Slack) return;
      dragged = true;
      svg().classList.add("wf-dragging");
      if (!dot) { handle(null); shift(state, dx, dy); return; }
      line ??= svg().appendChild(document.createElementNS("http://www.w3.org/2000/svg", "line"));
      for (const [name, value] of Object.entries({ class: "wf-rubber", x1: begin.x, y1: begin.y, x2: point.x, y2: point.y })) line.setAttribute(name, value);
    };
    const end = (last) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      svg().classList.remove("wf-dragging");
      line?.remove();
      if (!dragged) return;
      // The click that follows a drag means nothing.
      const swallow = (click) => { click.preventDefault(); click.stopPropagation(); };
      addEventListener("click", swallow, true);
      setTimeout(() => removeEventListener("click", swallow, true), 0);
      const target = document.elementFromPoint(last.clientX, last.clientY)?.closest("[data-state]");
      if (!dot) save().catch(() => location.reload());
      else if (target && target !== state) lead(state, target);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    event.preventDefault();
    state.focus();
  });

  frame.addEventListener("dblclick", ({ target }) => {
    const part = target.closest("[data-state], [data-step]");
    if (part) rename(part);
  });

  // Down and up: along a step; left and right: the next state, or the next step out of the same state.
  function next(part, way) {
    const all = (selector) => [...svg().querySelectorAll(selector)];
    const { state, step, from, to } = part.dataset;
    const [dx, dy] = way;
    if (state) {
      if (dx) { const states = all("[data-state]"); return states[(states.indexOf(part) + dx + states.length) % states.length]; }
      return all(`[data-step]:not(.wf-stay)`).find((one) => dy > 0 ? one.dataset.from.split(" ").includes(state) : one.dataset.to === state);
    }
    if (dx) { const beside = all("[data-step]").filter((one) => one.dataset.from === from); return beside[(beside.indexOf(part) + dx + beside.length) % beside.length]; }
    const key = dy > 0 ? to : from?.split(" ")[0];
    return step && key ? stateOf(key) : null;
  }

  frame.addEventListener("keydown", (event) => {
    const part = event.target.closest("[data-state], [data-step]");
    const way = Ways[event.key];
    if (!part || event.ctrlKey || event.metaKey || event.altKey) return;
    if (way && event.shiftKey && part.dataset.state) {
      shift(part, Number(part.dataset.dx ?? 0) + way[0] * Move, Number(part.dataset.dy ?? 0) + way[1] * Move);
      saveSoon();
    } else if (way) next(part, way)?.focus();
    else if (event.key === "F2") rename(part);
    else if (event.key === "Delete") remove(part);
    else if (event.key.toLowerCase() === "s" && part.dataset.state) { link = part.dataset.state; status.textContent = studio.dataset.chooseTarget; }
    else if (event.key === "Escape" && link) { link = null; status.textContent = ""; }
    else if (event.key === "Enter" && link && part.dataset.state) {
      const from = stateOf(link);
      link = null;
      status.textContent = "";
      if (from !== part) lead(from, part);
    } else return;
    event.preventDefault();
  });
}
