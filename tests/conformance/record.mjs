// Writes down what the reference answers to the documents written by hand, so that `dotnet test` can compare without Node.
import { readFileSync, writeFileSync } from 'node:fs';
import { read } from './cases.mjs';
import { knownDifferences } from './known-differences.mjs';
import { reference } from './reference.mjs';

const answers = reference(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'));
const recorded = read('validation').map(({ name, document }) => {
  const { errors } = answers.validate(document);
  return { name, document, errors: errors.map((e) => `${e.message.replace('"<meta>.', '"Query.')} @${e.locations.map((l) => `${l.line}:${l.column}`).join(',')}`) };
});
writeFileSync(new URL('recorded/validation.json', import.meta.url), JSON.stringify(recorded, null, 1) + '\n');
console.log(`${recorded.length} documents recorded, ${knownDifferences.length} differences known`);
