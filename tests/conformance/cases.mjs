// The documents written by hand: files of documents separated by lines of three dashes.
import { readFileSync, readdirSync } from 'node:fs';

const folder = new URL('cases/', import.meta.url);

export const read = (kind) =>
  readdirSync(new URL(`${kind}/`, folder)).sort().flatMap((file) => {
    const text = readFileSync(new URL(`${kind}/${file}`, folder), 'utf8');
    const documents = file.endsWith('.json') ? JSON.parse(text) : text.replace(/\n$/, '').split('\n---\n');
    return documents.map((document, index) => ({ name: `${kind}/${file}#${index + 1}`, document }));
  });
