// The Relay compiler on the host's schema: what it generates for a connection and for refetching a node is what the host answers.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { request } from 'graphql-request';
import { schema, startHost } from './host.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

let folder;
let host;
let texts;
before(async () => {
  folder = mkdtempSync(here('relay-'));
  cpSync(here('relay'), `${folder}/src`, { recursive: true });
  mkdirSync(`${folder}/artifacts`);
  writeFileSync(`${folder}/schema.graphql`, schema());
  writeFileSync(`${folder}/queries.json`, '{}');
  writeFileSync(`${folder}/relay.config.json`, JSON.stringify({
    src: './src', schema: './schema.graphql', artifactDirectory: './artifacts', language: 'javascript', persistConfig: { file: './queries.json', algorithm: 'SHA256' },
  }));
  execFileSync(process.execPath, [here('node_modules/relay-compiler/cli.js'), 'relay.config.json'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  texts = Object.values(JSON.parse(readFileSync(`${folder}/queries.json`, 'utf8')));
  host = await startHost();
  const input = { source: 'relay', leads: ['a', 'b', 'c'].map((externalId) => ({ externalId })) };
  await request(host.url, 'mutation ($input: CaptureLeadsInput!) { captureLeads(input: $input) { created } }', { input });
});
after(async () => {
  await host?.stop();
  if (folder) rmSync(folder, { recursive: true });
});

const ask = (name, variables) => request(host.url, texts.find((text) => text.includes(`query ${name}`)), variables);

test('relay-compiler: the query of a connection is answered, and its pages follow', async () => {
  const { leads, persona } = await ask('LeadListQuery', { key: 'nobody' });
  assert.equal(persona, null);
  assert.equal(leads.edges.length, 2);
  assert.equal(leads.pageInfo.hasNextPage, true);
  const { leads: rest } = await ask('LeadListPageQuery', { count: 2, cursor: leads.pageInfo.endCursor });
  assert.equal(rest.edges.length, 1);
  assert.equal(rest.pageInfo.hasNextPage, false);
  const seen = [...leads.edges, ...rest.edges].map((edge) => edge.node.externalId).sort();
  assert.deepEqual(seen, ['a', 'b', 'c']);
});

test('relay-compiler: a fragment on a node is fetched again by its id', async () => {
  const { leads } = await ask('LeadListQuery', { key: 'nobody' });
  const { id } = leads.edges[0].node;
  assert.deepEqual(await ask('LeadListLeadQuery', { id }), { node: { __typename: 'Lead', status: 'NURTURING', id } });
});
