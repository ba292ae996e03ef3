// Filters a list while one types; without script the form asks the server.
"use strict";
function searchKey(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/\s+/g, " ").trim();
}
for (const field of document.querySelectorAll("[data-filter]")) {
  const list = document.getElementById(field.dataset.filter);
  const count = field.form.querySelector("[data-count]");
  const none = document.querySelector(".none");
  if (!list || field.value) continue;
  field.addEventListener("input", () => {
    const wanted = searchKey(field.value);
    let shown = 0;
    for (const row of list.querySelectorAll("[data-key]")) {
      row.hidden = !row.dataset.key.includes(wanted);
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = count.dataset.count.replace("{n}", shown).replace("{all}", count.dataset.all);
    if (none) none.hidden = shown > 0;
  });
}
// A page that waits for something opens itself again.
if (document.querySelector("[data-again]")) setTimeout(() => location.reload(), 2000);
