// The reviewer's desk: keys j k a r e u and, once rejected, 1–6; the evidence of the draft in view, lit in the source.

const drafts = () => [...document.querySelectorAll("[data-draft]")];
const source = () => document.querySelector("[data-source]");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let current = null;

function light(draft, scroll) {
  for (const mark of document.querySelectorAll(".span.is-lit")) mark.classList.remove("is-lit");
  const marks = document.querySelectorAll(`[data-spans~="${draft.dataset.span}"]`);
  for (const mark of marks) mark.classList.add("is-lit");
  const column = source();
  if (!scroll || !marks.length || !column || column.scrollHeight <= column.clientHeight) return;
  const offset = marks[0].getBoundingClientRect().top - column.getBoundingClientRect().top;
  column.scrollBy({ top: offset - column.clientHeight / 3, behavior: calm.matches ? "auto" : "smooth" });
}

function look(draft) {
  if (!draft) return;
  current = draft.id;
  draft.focus({ preventScroll: true });
  draft.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
}

function step(by) {
  const all = drafts();
  const at = all.findIndex((draft) => draft.id === current);
  look(all[Math.min(all.length - 1, Math.max(0, at + by))]);
}

document.addEventListener("focusin", (event) => {
  const draft = event.target.closest("[data-span]");
  if (draft) light(draft, true);
  current = draft?.id ?? current;
});
document.addEventListener("mouseover", (event) => {
  const draft = event.target.closest?.("[data-span]");
  if (draft) light(draft, true);
});

document.addEventListener("keydown", (event) => {
  const off = document.documentElement.hasAttribute("data-no-keys");
  if (off || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  const draft = document.getElementById(current ?? "") ?? drafts().find((one) => one.getBoundingClientRect().bottom > 200);
  const button = event.key === "u" ? document.querySelector("[data-undo]") : draft?.querySelector(`[data-key="${event.key}"]`);
  if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  else if (event.key === "Enter" && event.target === draft && draft.hasAttribute("data-ask")) step(1);
  else if (button) button.click();
  else return;
  event.preventDefault();
});

// After a decision the next draft is looked at; after an edit or an undo, or until it is said why, the item itself.
document.addEventListener("htmx:afterSettle", (event) => {
  const draft = document.getElementById(event.detail.target.id);
  if (!draft?.matches("[data-draft]")) return;
  const decided = event.detail.requestConfig?.path.endsWith("/status") && !draft.hasAttribute("data-ask");
  const all = drafts();
  look(decided ? (all[all.indexOf(draft) + 1] ?? draft) : draft);
});
