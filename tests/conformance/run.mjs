// Puts the same questions to the engine and to the reference and lists where the answers differ.
//   CONFORMANCE_SEED   which documents are generated (a number; the default is 2025)
//   CONFORMANCE_COUNT  how many of each kind are generated (the default is 1000)
import { readFileSync } from 'node:fs';
import { read } from './cases.mjs';
import { startEngine } from './engine.mjs';
import { generate } from './generate.mjs';
import { knownDifferences, same } from './known-differences.mjs';
import { mutateCharacters, mutateTokens } from './mutate.mjs';
import { randomFrom } from './random.mjs';
import { reference } from './reference.mjs';

const seed = Number(process.env.CONFORMANCE_SEED ?? 2025);
const count = Number(process.env.CONFORMANCE_COUNT ?? 1000);
const sdl = readFileSync(new URL('schema.graphql', import.meta.url), 'utf8');
const answers = reference(sdl);
const random = randomFrom(seed);

const many = (kind, ask, make) => Array.from({ length: count }, (_, i) =>
  ({ name: `${kind} ${i + 1} of seed ${seed}`, kind, ask, document: make(), suggestions: i % 4 !== 0 }));
const handPicked = (folder, ask) => read(folder).map((c) => ({ ...c, kind: `${folder}, by hand`, ask }));
const valid = generate(answers.schema, random, { faults: 0 });
const faulty = generate(answers.schema, random, { faults: 0.03 });
const wild = generate(answers.schema, random, { faults: 0.12, maxDepth: 3 });

const questions = [
  ...handPicked('syntax', 'parse'),
  ...handPicked('validation', 'validate'),
  ...many('generated, few faults', 'validate', faulty),
  ...many('generated, many faults', 'validate', wild),
  ...many('generated without faults', 'validate', valid),
  ...many('tokens changed', 'validate', () => mutateTokens(valid(), random)),
  ...many('characters changed', 'parse', () => mutateCharacters(faulty(), random)),
];

const engine = startEngine();
const used = new Set();
const differences = [];
const tally = new Map();

const accepted = (answer) => answer.errors === undefined || answer.errors.length === 0;

function compare({ name, kind, document }, ours, theirs) {
  const row = tally.get(kind) ?? { documents: 0, accepted: 0, differ: 0, known: 0 };
  tally.set(kind, row);
  row.documents++;
  if (accepted(theirs)) row.accepted++;
  if (same(ours, theirs)) return;
  let [a, b] = [ours, theirs];
  for (const known of knownDifferences.filter((k) => k.applies(a, b))) {
    [a, b] = known.align(a, b);
    used.add(known.name);
  }
  if (same(a, b)) {
    row.known++;
    return;
  }
  row.differ++;
  differences.push({ name, document, ours, theirs });
}

await engine.ask({ ask: 'schema', sdl });
const started = Date.now();
const window = 64;
for (let i = 0; i < questions.length; i += window) {
  const batch = questions.slice(i, i + window);
  const ours = batch.map((q) => engine.ask({ ask: q.ask, document: q.document, suggestions: q.suggestions }));
  const theirs = batch.map((q) => answers[q.ask](q.document, q.suggestions));
  for (const [j, q] of batch.entries()) compare(q, await ours[j], theirs[j]);
}
engine.stop();

for (const { name, document, ours, theirs } of differences.slice(0, 20)) {
  console.log(`\n${name}\n${document}\n  engine    ${JSON.stringify(ours)}\n  reference ${JSON.stringify(theirs)}`);
}
console.table(Object.fromEntries(tally));
const total = [...tally.values()].reduce((sum, row) => sum + row.documents, 0);
console.log(`${total} documents in ${((Date.now() - started) / 1000).toFixed(1)} s, ${differences.length} differences, seed ${seed}`);
for (const known of knownDifferences) console.log(`known difference${used.has(known.name) ? '' : ' that no document met'}: ${known.name}\n  ${known.reason}`);
process.exit(differences.length > 0 || used.size < knownDifferences.length ? 1 : 0);
