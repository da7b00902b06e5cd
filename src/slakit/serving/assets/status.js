// Puts what the server says into its places; the server has chosen every word.
"use strict";
const words = JSON.parse(document.getElementById("words").textContent);
const place = (id) => document.getElementById(id);

function cell(row, text, name, head) {
  const made = document.createElement(head ? "th" : "td");
  made.textContent = text;
  if (name) made.className = name;
  if (head) made.scope = "row";
  row.append(made);
}

function filled(id, rows) {
  place(id).replaceChildren(...rows);
  place(id + "-none").hidden = rows.length > 0;
  place(id + "-some").hidden = rows.length === 0;
}

function show(status) {
  for (const name of ["until", "events", "repeated", "set-aside"]) place(name).textContent = status[name] || "–";
  place("not-read-some").hidden = status["not-read"].length === 0;
  place("not-read").replaceChildren(...status["not-read"].map((one) => {
    const item = document.createElement("li");
    item.className = "undetermined";
    for (const line of [one.message, one.help || ""]) {
      const told = document.createElement("p");
      told.textContent = line;
      item.append(told);
    }
    return item;
  }));
  filled("open", status.open.map((one) => {
    const row = document.createElement("tr");
    cell(row, one.clause, "short", true);
    cell(row, one.due || words["no deadline"], "short");
    cell(row, one.left, one.urgent ? "short urgent" : "short");
    cell(row, one.sentence, "said");
    return row;
  }));
  place("others").hidden = !status.others;
  place("others-count").textContent = status.others;
  filled("clauses", status.clauses.map((one) => {
    const row = document.createElement("tr");
    cell(row, one.clause, "short", true);
    for (const outcome of ["violated", "undetermined", "pending", "fulfilled"]) cell(row, one[outcome], "short");
    return row;
  }));
  filled("latest", status.latest.map((one) => {
    const item = document.createElement("li");
    item.className = one.outcome;
    for (const line of one.lines) {
      const told = document.createElement("p");
      told.textContent = line;
      item.append(told);
    }
    return item;
  }));
}

function state(name) {
  place("state").textContent = words[name];
  place("state").className = name === "lost" ? "problem" : "";
}

let asking = false, again = false;
async function refresh() {
  if (asking) { again = true; return; }
  asking = true;
  try {
    const answer = await fetch("status", { cache: "no-store" });
    if (answer.status === 401) { location.reload(); return; }
    if (!answer.ok) throw new Error(answer.status);
    const status = await answer.json();
    show(status);
    state(status.complete ? "live" : "counting");
    again = again || !status.complete;
  } catch {
    state("lost");
  } finally {
    asking = false;
    if (again) { again = false; setTimeout(refresh, 300); }
  }
}

const stream = new EventSource("stream?moved");
stream.addEventListener("told", () => refresh());
stream.addEventListener("moved", () => refresh());
stream.addEventListener("open", () => refresh());
stream.addEventListener("error", () => state("lost"));
setInterval(refresh, 15000);
refresh();
