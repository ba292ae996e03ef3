// Search of a static site: the names come as a script, because a page that is a file may not fetch files.
"use strict";
(() => {
  const place = document.getElementById("found");
  const field = document.getElementById("q-main");
  const kinds = JSON.parse(place.dataset.kinds);
  const names = window.ct56kgNames || [];
  const show = () => {
    const wanted = searchKey(field.value);
    place.replaceChildren();
    if (!wanted) return;
    const found = names.filter(([key]) => key.includes(wanted)).slice(0, 200);
    if (!found.length) {
      const none = document.createElement("p");
      none.textContent = place.dataset.nothing;
      place.append(none);
    }
    for (const [kind, words] of Object.entries(kinds)) {
      const some = found.filter((one) => one[2] === kind);
      if (!some.length) continue;
      const head = document.createElement("h2");
      head.textContent = words;
      const list = document.createElement("ul");
      list.className = "results";
      for (const [, label, , address] of some) {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = address;
        link.textContent = label;
        item.append(link);
        list.append(item);
      }
      place.append(head, list);
    }
  };
  field.value = new URLSearchParams(location.search).get("q") || "";
  document.getElementById("q-top").value = field.value;
  field.form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  field.addEventListener("input", show);
  show();
})();
