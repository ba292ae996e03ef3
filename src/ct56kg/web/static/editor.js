// The SPARQL editor: YASGUI with our endpoint only, our prefixes, and the named questions as tabs.
"use strict";
(async () => {
  const place = document.getElementById("editor");
  const [prefixes, questions] = await Promise.all(
    [place.dataset.prefixes, place.dataset.questions].map((address) => fetch(address).then((answer) => answer.json())));
  const endpoint = new URL(place.dataset.endpoint, location.href).href;
  Yasgui.Yasqe.defaults.autocompleters = ["prefixes", "variables"];
  Yasgui.Yasqe.defaults.prefixCcApi = place.dataset.prefixes;
  Yasgui.Yasqe.forkAutocompleter("prefixes", {
    name: "prefixes-local",
    persistenceId: null,
    get: () => Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`).sort(),
  });
  Yasgui.Yasqe.defaults.autocompleters = ["prefixes-local", "variables"];
  Yasgui.Yasr.defaults.prefixes = prefixes;
  const first = "PREFIX ct: <https://w3id.org/ct56kg/ns#>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n\n" +
    "SELECT ?body ?label WHERE {\n  ?body a ct:Body ; rdfs:label ?label .\n  FILTER(LANG(?label) = \"vi\")\n} ORDER BY ?body LIMIT 50";
  Yasgui.Yasqe.defaults.value = first;
  const yasgui = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST", args: [], headers: {} },
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    persistenceId: null,
    populateFromUrl: true,
    autofocus: true,
    persistencyExpire: 0,
  });
  yasgui.getTab().setEndpoint(endpoint);
  const open = (question) => {
    const tab = yasgui.addTab(true, { name: question.title, yasqe: { value: question.query, endpoint }, requestConfig: { endpoint } });
    tab.setEndpoint(endpoint);
    tab.setQuery(question.query);
  };
  const list = document.getElementById("question-list");
  list.addEventListener("change", () => {
    const question = questions.find((one) => one.name === list.value);
    if (question) open(question);
    list.value = "";
  });
  const wanted = questions.find((one) => one.name === place.dataset.open);
  if (wanted) open(wanted);
  const named = () => {
    place.querySelectorAll(".tabsList, [role=tabpanel]").forEach((part) => part.removeAttribute("role"));
    place.querySelectorAll("a[aria-selected]").forEach((tab) => {
      tab.setAttribute("aria-current", tab.getAttribute("aria-selected"));
      for (const name of ["role", "aria-selected", "aria-controls"]) tab.removeAttribute(name);
    });
    place.querySelectorAll(".CodeMirror textarea").forEach((field) => field.setAttribute("aria-label", "SPARQL"));
  };
  new MutationObserver(named).observe(place, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-selected"] });
  named();
  window.ct56kgEditor = yasgui;
})();
