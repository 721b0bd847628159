"use strict";
const byId = id => document.getElementById(id);
const [operation, variables, answer, status] = ["operation", "variables", "answer", "status"].map(byId);

const examples = globalThis.examples;

function colour(json) {
  const escaped = json.replace(/[&<>]/g, c => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);
  return escaped.replace(/("(?:[^"\\]|\\.)*")(\s*:)?|\b(null|true|false)\b/g, (all, text, colon, word) =>
    word ? `<span class="none">${word}</span>` : `<span class="${colon ? "key" : "text"}">${text}</span>${colon ?? ""}`);
}

async function ask(query, vars) {
  const response = await fetch("graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query, variables: vars }),
  });
  return { response, body: await response.json() };
}

async function run() {
  let vars;
  try { vars = variables.value.trim() ? JSON.parse(variables.value) : undefined; }
  catch (fault) { status.className = "bad"; status.textContent = `The variables are not JSON: ${fault.message}`; return; }
  status.className = ""; status.textContent = "Running";
  const begun = performance.now();
  try {
    const { response, body } = await ask(operation.value, vars);
    const count = body.errors?.length ?? 0;
    status.className = count ? "bad" : "good";
    status.textContent = `${response.status}, ${Math.round(performance.now() - begun)} ms${count ? `, ${count} error${count > 1 ? "s" : ""}` : ""}`;
    answer.innerHTML = colour(JSON.stringify(body, null, 2));
  } catch (fault) { status.className = "bad"; status.textContent = `No answer: ${fault.message}`; }
}

function show([, text, vars], button) {
  operation.value = text;
  variables.value = vars ? JSON.stringify(vars, null, 2) : "";
  for (const other of byId("examples").querySelectorAll("button")) other.removeAttribute("aria-current");
  button.setAttribute("aria-current", "true");
  if (!text.startsWith("mutation")) run(); else { answer.textContent = ""; status.className = ""; status.textContent = "This one writes: read it, then run it."; }
}

const nameOf = t => t.kind === "NON_NULL" ? nameOf(t.ofType) + "!" : t.kind === "LIST" ? `[${nameOf(t.ofType)}]` : t.name;
const bare = t => t.ofType ? bare(t.ofType) : t.name;
function element(tag, text, attributes) { const e = document.createElement(tag); if (text) e.textContent = text; Object.assign(e, attributes); return e; }

function typeLink(type) {
  const code = element("code"), link = element("a", nameOf(type), { href: "#type-" + bare(type) });
  link.onclick = () => { byId("search").value = ""; filter(); const d = byId("type-" + bare(type)); if (d) d.open = true; };
  code.append(link); return code;
}

function typeDetails(type) {
  const details = element("details", "", { id: "type-" + type.name }), summary = element("summary");
  summary.append(element("code", type.name), element("span", ` ${type.kind.toLowerCase().replace("_", " ")}. ${(type.description ?? "").split("\n")[0]}`));
  const list = element("ul", "", { className: "fields" });
  for (const field of type.fields ?? type.inputFields ?? type.enumValues ?? type.possibleTypes ?? []) {
    const item = element("li"), args = field.args?.length ? `(${field.args.map(a => `${a.name}: ${nameOf(a.type)}`).join(", ")})` : "";
    item.append(element("code", field.name + args)); if (field.type) item.append(": ", typeLink(field.type));
    if (field.description) item.append(element("p", field.description));
    list.append(item);
  }
  details.append(summary, list);
  details.dataset.words = (type.name + " " + [...list.querySelectorAll("li > code:first-child")].map(c => c.textContent).join(" ")).toLowerCase();
  return details;
}

function filter() {
  const word = byId("search").value.trim().toLowerCase();
  for (const d of byId("types").children) d.hidden = word !== "" && !d.dataset.words.includes(word);
}

async function loadSchema() {
  const type = "kind name ofType { kind name ofType { kind name ofType { kind name } } }";
  const { body } = await ask(`{ __schema { types { kind name description possibleTypes { name }
    fields { name description args { name type { ${type} } } type { ${type} } }
    inputFields { name description type { ${type} } } enumValues { name description } } } }`);
  const order = { Query: 0, Mutation: 1, Subscription: 2 };
  const types = (body.data?.__schema.types ?? []).filter(t => !t.name.startsWith("__"));
  types.sort((a, b) => (order[a.name] ?? 9) - (order[b.name] ?? 9) || a.name.localeCompare(b.name));
  byId("types").replaceChildren(...(types.length ? types.map(typeDetails) : [element("p", "This host does not tell its schema (introspection is off).")]));
}

byId("examples").append(...examples.map(example => {
  const item = element("li"), button = element("button", example[0], { type: "button" });
  button.onclick = () => show(example, button);
  item.append(button);
  return item;
}));
byId("run").onclick = run;
byId("search").oninput = filter;
document.addEventListener("keydown", e => { if ((e.ctrlKey || e.metaKey) && e.key === "Enter") { e.preventDefault(); run(); } });
byId("examples").querySelector("button").click();
loadSchema();
