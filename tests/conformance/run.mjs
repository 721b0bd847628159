// Puts the same questions to the engine and to the reference and lists where the answers differ.
//   CONFORMANCE_SEED   which documents are generated (a number; the default is 2025)
//   CONFORMANCE_COUNT  how many of each kind are generated (the default is 1000)
import { readFileSync } from 'node:fs';
import { getIntrospectionQuery, parse } from 'graphql';
import { read } from './cases.mjs';
import { startEngine, startHost } from './engine.mjs';
import { sameResult, sameResults } from './executions.mjs';
import { generate } from './generate.mjs';
import { knownDifferences, same } from './known-differences.mjs';
import { mutateCharacters, mutateTokens } from './mutate.mjs';
import { sameProblems, sameVerdict } from './problems.mjs';
import { randomFrom } from './random.mjs';
import { reference } from './reference.mjs';
import { subscriber } from './subscriptions.mjs';
import { variablesFor } from './variables.mjs';

const seed = Number(process.env.CONFORMANCE_SEED ?? 2025);
const count = Number(process.env.CONFORMANCE_COUNT ?? 1000);
const sdl = readFileSync(new URL('schema.graphql', import.meta.url), 'utf8');
const answers = reference(sdl);
const random = randomFrom(seed);

const introspection = getIntrospectionQuery({ specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true });

const many = (kind, ask, make) => Array.from({ length: count }, (_, i) =>
  ({ name: `${kind} ${i + 1} of seed ${seed}`, kind, ask, document: make(), suggestions: i % 4 !== 0 }));
const handPicked = (folder, ask) => read(folder).map((c) => ({ ...c, kind: `${folder}, by hand`, ask }));
const valid = generate(answers.schema, random, { faults: 0 });
const faulty = generate(answers.schema, random, { faults: 0.03 });
const wild = generate(answers.schema, random, { faults: 0.12, maxDepth: 3 });
const subscriptions = generate(answers.schema, random, { faults: 0, maxDepth: 3, kinds: ['subscription'] });
const faultySubscriptions = generate(answers.schema, random, { faults: 0.02, maxDepth: 3, kinds: ['subscription'] });

function operationsOf(document) {
  try {
    return parse(document).definitions.filter((d) => d.kind === 'OperationDefinition');
  } catch {
    return [];
  }
}

// An operation with its variables; the seed decides which values the resolvers find.
function execution(make, faults, ask) {
  const document = make();
  const operations = operationsOf(document);
  if (operations.length === 0) return { document, seed: random.below(10_000), variables: {} }; // a fault that no parser takes; both must say the same
  const chosen = random.pick(operations);
  if (chosen.operation === 'subscription' && ask === 'execute') return execution(make, faults, ask);
  const named = operations.length > 1 || random.chance(0.3) ? chosen.name?.value : undefined;
  const operation = random.chance(faults) ? random.pick(['Nope', '', undefined]) : named;
  return { document, operation, seed: random.below(10_000), variables: variablesFor(answers.schema, chosen, random, faults) };
}
const executions = (kind, make, faults, ask = 'execute') =>
  Array.from({ length: count }, (_, i) => ({ name: `${kind} ${i + 1} of seed ${seed}`, kind, ask, ...execution(make, faults, ask) }));

// A case in JSON is asked with each of its variables (texts of JSON, as clients may write them), operations and worlds.
function byHand(written) {
  if (typeof written.document === 'string') return [{ ...written, kind: 'executed, by hand', ask: 'execute', seed: 1, variables: {} }];
  const { document, variablesText = ['{}'], operations = [undefined], seeds = [1] } = written.document;
  return variablesText.flatMap((text) => operations.flatMap((operation) => seeds.map((world) => ({
    name: `${written.name} ${text}`, kind: 'executed, by hand', ask: 'execute', document, operation: operation ?? undefined, seed: world,
    variablesText: text, variables: JSON.parse(text),
  }))));
}

const schemas = [...read('invalid-schemas'), ...read('schemas')].map((c) => c.document).concat(sdl).filter((text) => answers.buildSchema(text).problems.length === 0);
const questions = [
  ...handPicked('syntax', 'parse'),
  ...handPicked('validation', 'validate'),
  ...many('generated, few faults', 'validate', faulty),
  ...many('generated, many faults', 'validate', wild),
  ...many('generated without faults', 'validate', valid),
  ...many('tokens changed', 'validate', () => mutateTokens(valid(), random)),
  ...many('characters changed', 'parse', () => mutateCharacters(faulty(), random)),
  ...read('schemas').map((c) => ({ ...c, kind: 'schemas printed', ask: 'printSchema' })),
  { name: 'schema.graphql', kind: 'schemas printed', ask: 'printSchema', document: sdl },
  ...read('executions').flatMap(byHand),
  { name: 'introspection', kind: 'executed, by hand', ask: 'execute', document: introspection, seed: 1, variables: {} },
  ...read('invalid-schemas').map((c) => ({ ...c, kind: 'schemas, by hand', ask: 'buildSchema' })),
  ...many('schemas damaged', 'buildSchema', () => mutateTokens(random.pick(schemas), random)),
  ...executions('executed', valid, 0),
  ...executions('executed with faulty variables', valid, 0.15),
  ...read('subscriptions').flatMap((c) => [1, 2, 3, 4, 5].map((world) =>
    ({ ...c, name: `${c.name}, world ${world}`, kind: 'subscribed, by hand', ask: 'subscribe', seed: world * 1000, variables: {} }))),
  ...executions('subscribed', subscriptions, 0, 'subscribe'),
  ...executions('subscribed with faults', faultySubscriptions, 0.1, 'subscribe'),
];

const engine = startEngine();
const host = await startHost();
const subscribe = subscriber(host.url);
const engineAsked = (question) => {
  const { ask, document, suggestions, variables, variablesText, operation, seed: world } = question;
  return ask === 'subscribe' ? subscribe(question) : engine.ask({ ask, document, suggestions, variables, variablesText, operation, seed: world });
};
const compared = { execute: sameResult, subscribe: sameResults, buildSchema: sameProblems };
const heard = { refused: 0, silent: 0, answered: 0, broken: 0 };
const used = new Set();
const differences = [];
const tally = new Map();

const accepted = (answer) => answer.problems ? answer.problems.length === 0 : Array.isArray(answer) ? answer.every(accepted) : answer.errors === undefined || answer.errors.length === 0;

function tallyStream(responses) {
  const last = responses.at(-1);
  const isBroken = last !== undefined && last.data === undefined;
  heard[last === undefined ? 'silent' : !isBroken ? 'answered' : responses.length === 1 && last.errors[0].locations ? 'refused' : 'broken']++;
}

function compare({ name, kind, document, ask, variables, operation }, ours, theirs) {
  const alike = kind === 'schemas damaged' ? sameVerdict : compared[ask] ?? same;
  if (ask === 'subscribe') tallyStream(theirs);
  const row = tally.get(kind) ?? { documents: 0, accepted: 0, differ: 0, known: 0 };
  tally.set(kind, row);
  row.documents++;
  if (accepted(theirs)) row.accepted++;
  if (alike(ours, theirs)) return;
  let [a, b] = [ours, theirs];
  for (const known of knownDifferences.filter((k) => k.applies(a, b))) {
    [a, b] = known.align(a, b);
    used.add(known.name);
  }
  if (alike(a, b)) {
    row.known++;
    return;
  }
  row.differ++;
  differences.push({ name, document, variables, operation, ours, theirs });
}

await engine.ask({ ask: 'schema', sdl });
const started = Date.now();
const window = 64;
for (let i = 0; i < questions.length; i += window) {
  const batch = questions.slice(i, i + window);
  const ours = batch.map((q) => engineAsked(q));
  const theirs = batch.map((q) => answers[q.ask](q.document, q.ask in compared ? q : q.suggestions));
  for (const [j, q] of batch.entries()) compare(q, await ours[j], await theirs[j]);
}
engine.stop();
host.stop();

const only = (some, others) => (some.errors ?? []).filter((e) => !(others.errors ?? []).some((o) => same(e, o))).map((e) => JSON.stringify(e));
for (const { name, document, variables, operation, ours, theirs } of differences.slice(0, 20)) {
  if (Array.isArray(theirs)) {
    console.log(`\n${name}\n${document}\n  variables ${JSON.stringify(variables)}\n  engine     ${JSON.stringify(ours)}\n  reference  ${JSON.stringify(theirs)}`);
    continue;
  }
  console.log(`\n${name}\n${document.length > 2000 ? '(a long document)' : document}`);
  if (variables) console.log(`  variables ${JSON.stringify(variables)} operation ${operation}`);
  for (const error of only(ours, theirs)) console.log(`  engine only     ${error}`);
  for (const error of only(theirs, ours)) console.log(`  reference only  ${error}`);
  for (const part of ['data', 'printed', 'problems', 'died'].filter((p) => !same(ours[p], theirs[p]))) {
    console.log(`  engine's ${part}     ${JSON.stringify(ours[part])}\n  reference's ${part}  ${JSON.stringify(theirs[part])}`);
  }
}
console.table(Object.fromEntries(tally));
console.log(`streams: ${Object.entries(heard).map(([what, times]) => `${times} ${what}`).join(', ')}`);
const total = [...tally.values()].reduce((sum, row) => sum + row.documents, 0);
console.log(`${total} documents in ${((Date.now() - started) / 1000).toFixed(1)} s, ${differences.length} differences, seed ${seed}`);
for (const known of knownDifferences) console.log(`known difference${used.has(known.name) ? '' : ' that no document met'}: ${known.name}\n  ${known.reason}`);
process.exit(differences.length > 0 || Object.values(heard).some((times) => times === 0) || used.size < knownDifferences.length ? 1 : 0);
