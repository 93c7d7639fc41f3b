// Puts the options in the order of the front, marks what was chosen there and says how it went.
(function () {
  "use strict";
  var list = document.querySelector(".quizapp.back ol.options");
  if (!list) { return; }
  var rows = Array.prototype.slice.call(list.children);
  var texts = rows.map(function (row) { return row.querySelector(".text").textContent; });

  function recall() {
    if (window.quizappChoice) { return window.quizappChoice; }
    try { return JSON.parse(window.sessionStorage.getItem("quizapp-choice")); } catch (missing) { return null; }
  }

  // The choice may be that of another card, or of this one before it was edited.
  var state = recall();
  if (!state || state.of !== texts.join("\n") || !state.order || !state.chosen) { return; }
  state.order.forEach(function (n) { list.appendChild(rows[n]); });
  if (!state.chosen.length) { return; }
  state.chosen.forEach(function (n) { rows[n].classList.add("chosen"); });

  var hits = list.querySelectorAll(".key.chosen").length;
  var keys = list.querySelectorAll(".key").length;
  var wrong = state.chosen.length - hits;
  var right = hits === keys && !wrong;
  var verdict = document.querySelector(".quizapp.back .verdict");
  verdict.classList.add(right ? "right" : "wrong");
  verdict.textContent = right ? "✓ Right" : hits ? "Partly right: " + hits + " of " + keys +
    (wrong ? ", and " + wrong + " wrong" : "") : "✕ Not right";
  list.classList.add("checked");
})();
