(() => {
  const root = document.documentElement;
  const tools = document.querySelector(".tools");
  tools.hidden = false;
  document.getElementById("print").addEventListener("click", () => print());
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  // what a link leads to is opened, also inside a folded list
  const open = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = target && target.closest("details");
    if (folded) { folded.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  open();

  const form = document.getElementById("filter");
  if (!form) return;
  form.hidden = false;
  const words = document.getElementById("words");
  const clause = document.getElementById("clause");
  const count = document.getElementById("count");
  const boxes = [...form.querySelectorAll("[name=outcome]")];
  const sections = [...document.querySelectorAll(".clause")];
  const groups = [...document.querySelectorAll(".lines")];
  // Arabic letters, digits and the marks of the page are looked past, as a reader does
  const fold = (text) => text.normalize("NFKC").toLowerCase()
    .replace(/[\u064a\u0649]/g, "\u06cc").replace(/\u0643/g, "\u06a9").replace(/[\u200c\u200e\u200f\u2066-\u2069]/g, " ")
    .replace(/[\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) - 0x6f0)
    .replace(/[\u0660-\u0669]/g, (digit) => digit.charCodeAt(0) - 0x660).replace(/\s+/g, " ");
  const findings = [...document.querySelectorAll("[data-outcome].finding, [data-outcome].line")].map((element) => (
    { element, outcome: element.dataset.outcome, clause: element.closest(".clause").id, text: null }));
  const number = new Intl.NumberFormat(root.lang === "fa" ? "fa-IR" : "en");

  const filter = () => {
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const asked = fold(words.value.trim()).split(" ").filter(Boolean);
    let shown = 0;
    for (const finding of findings) {
      let fits = wanted.has(finding.outcome) && (!clause.value || finding.clause === clause.value);
      if (fits && asked.length) {
        finding.text ??= fold(finding.element.textContent);
        fits = asked.every((word) => finding.text.includes(word));
      }
      finding.element.hidden = !fits;
      shown += fits;
    }
    for (const group of groups) {
      const some = group.querySelector(".line:not([hidden])");
      group.hidden = !some;
      if (asked.length && some) group.open = true;
    }
    for (const section of sections) section.hidden = Boolean(clause.value) && section.id !== clause.value;
    count.textContent = count.dataset.words.replace("{count}", number.format(shown));
  };
  let waiting = 0;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
