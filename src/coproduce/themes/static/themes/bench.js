// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading and coding by mouse and keys. Everything here is a button or a link that works without it.
(function () {
  "use strict";
  var bench = document.getElementById("bench");
  var words = document.getElementById("words");
  var chosen = document.getElementById("chosen");
  if (!bench || !words) { return; }
  var span = bench.elements.namedItem("span");

  // The house counts code points; a string in a browser counts halves of some of them.
  function points(text) { return Array.from(text).length; }

  function offset(node, at) {
    var before = document.createRange();
    before.selectNodeContents(words);
    before.setEnd(node, at);
    return points(before.toString());
  }

  function marked() {
    var selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) { return; }
    var range = selection.getRangeAt(0);
    if (!words.contains(range.startContainer) || !words.contains(range.endContainer)) { return; }
    var text = range.toString();
    var start = offset(range.startContainer, range.startOffset) + points(text) - points(text.trimStart());
    var end = start + points(text.trim());
    if (end <= start) { return; }
    span.value = start + "-" + end;
    chosen.textContent = "Marked: " + text.trim();
  }

  function stretch(step) {
    var parts = Array.from(bench.querySelectorAll("input[name=part]"));
    var here = parts.findIndex(function (part) { return part.checked; });
    var next = parts[(here + step + parts.length) % parts.length];
    if (!next) { return; }
    next.checked = true;
    forget();
    next.scrollIntoView({ block: "nearest" });
  }

  function forget() { span.value = ""; chosen.textContent = ""; }

  document.addEventListener("selectionchange", marked);
  bench.addEventListener("change", function (event) { if (event.target.name === "part") { forget(); } });
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) { return; }
    var at = event.target;
    var typing = at.matches && at.matches("textarea, select, input:not([type=radio])");
    if (typing) { return; }
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      // In a right-to-left voice the arrow that points onward points left.
      var onward = (event.key === "ArrowRight") === (words.dir !== "rtl");
      event.preventDefault();
      stretch(onward ? 1 : -1);
      return;
    }
    var wanted = document.querySelector('[data-key="' + CSS.escape(event.key.toLowerCase()) + '"]');
    if (wanted) { event.preventDefault(); wanted.click(); }
  });
})();
