// <form data-undo-seconds="9"> offers to take a reply back: it counts down quietly, and goes when the reply has left.
const bar = document.querySelector("[data-undo-seconds]");

if (bar) {
  const left = bar.querySelector("[data-undo-left]");
  const until = Date.now() + Number(bar.dataset.undoSeconds) * 1000;
  const beat = setInterval(tick, 250);

  function tick() {
    const seconds = Math.ceil((until - Date.now()) / 1000);
    left.textContent = Math.max(0, seconds);
    if (seconds > 0) return;
    clearInterval(beat);
    if (!bar.contains(document.activeElement)) bar.remove();
  }

  tick();
}
