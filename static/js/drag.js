// Ordering and matching by hand: what is dragged sets the selects, which are what is sent and what keys use.

const rows = (list) => [...list.querySelectorAll("[data-part]")];
const control = (row) => row.querySelector("select");
function number(list, moved) {
  rows(list).forEach((row, n) => (control(row).value = String(n + 1)));
  const words = { part: moved.querySelector("label").textContent, place: control(moved).value };
  document.getElementById("announcer").textContent = list.dataset.moved.replace(/{(\w+)}/g, (_, name) => words[name]);
}

function step(row, by, focused) {
  const beside = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!beside) return;
  by < 0 ? beside.before(row) : beside.after(row);
  number(row.parentElement, row);
  focused.focus();
}

function prepare() {
  for (const list of document.querySelectorAll("[data-order]:not(.is-ready)")) {
    list.classList.add("is-ready");
    const placed = rows(list).filter((row) => control(row).value);
    if (placed.length === rows(list).length) list.append(...placed.sort((a, b) => control(a).value - control(b).value));
  }
  for (const chips of document.querySelectorAll("[data-chips]")) chips.classList.add("is-ready");
}

function drag(event, node, over, done) {
  event.preventDefault();
  node.classList.add("is-dragged");
  const move = (at) => over(document.elementFromPoint(at.clientX, at.clientY), at);
  const end = () => {
    node.classList.remove("is-dragged");
    document.removeEventListener("pointermove", move);
    done();
  };
  document.addEventListener("pointermove", move);
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, end, { once: true });
}

document.addEventListener("pointerdown", (event) => {
  const [row, chip] = [event.target.closest(".part-grip")?.parentElement, event.target.closest("[data-chip]")];
  if (row) {
    const over = (under) => {
      const other = under?.closest("[data-part]");
      if (other && other !== row) row.compareDocumentPosition(other) & 4 ? other.after(row) : other.before(row);
    };
    drag(event, row, over, () => number(row.parentElement, row));
  } else if (chip) {
    let target = null;
    const over = (under) => (target = under?.closest("[data-drop]"));
    drag(event, chip, over, () => target && (control(target).value = chip.dataset.chip));
  }
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  if (button) step(button.closest("[data-part]"), Number(button.dataset.move), button);
});
document.addEventListener("htmx:afterSettle", prepare);
prepare();
