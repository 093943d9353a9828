// Light or dark, when the reader chooses otherwise than the device. Kept in this browser only, no cookie.
// Without script the page follows the device. Loaded in the head so that nothing flashes.
(function () {
  "use strict";
  var root = document.documentElement, key = "coproduce-scheme", saved = null;
  try { saved = localStorage.getItem(key); } catch (e) { /* storage may be refused: then follow the device */ }
  if (saved === "light" || saved === "dark") root.setAttribute("data-scheme", saved);
  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector("[data-scheme-toggle]");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      var now = root.getAttribute("data-scheme") ||
        (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
      var next = now === "dark" ? "light" : "dark";
      root.setAttribute("data-scheme", next);
      try { localStorage.setItem(key, next); } catch (e) { /* as above */ }
    });
  });
})();
