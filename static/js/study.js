// Studying: Space or Enter shows the answer, 1–4 rate, U or Z takes back.

const answer = () => document.querySelector("[data-answer]");
const typing = (element) => element.matches("input, textarea, select, [contenteditable]");
const pressing = (element) => element.matches("a[href], button, summary");

function press(key) {
  const found = answer();
  if (/^[1-4]$/.test(key) && found?.open) return found.querySelectorAll("[data-rating]")[Number(key) - 1];
  return /^[uz]$/i.test(key) ? document.querySelector("[data-undo]") : null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  if (event.key === " " || event.key === "Enter") {
    if (pressing(event.target) || !answer() || answer().open) return;
    answer().open = true;
    event.preventDefault();
  } else if (!document.documentElement.hasAttribute("data-no-keys")) {
    const control = press(event.key);
    control?.click();
    if (control) event.preventDefault();
  }
});

// Whoever shows the answer is led to it; `toggle` does not bubble, so it is caught on its way down.
document.addEventListener(
  "toggle",
  (event) => {
    if (event.target.matches("[data-answer]") && event.target.open) event.target.querySelector("[data-answer-text]").focus();
  },
  true,
);
