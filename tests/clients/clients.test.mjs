// Clients that people use, each against the running host: what is asked comes back as they expect it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { parse } from 'graphql';
import { ClientError, GraphQLClient } from 'graphql-request';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWebSocketClient } from 'graphql-ws';
import WebSocket from 'ws';
import { startHost } from './host.mjs';

const document = parse(readFileSync(new URL('documents/leads.graphql', import.meta.url), 'utf8'));
const textOf = (name) => {
  const { source, start, end } = document.definitions.find((one) => one.name.value === name).loc;
  return source.body.slice(start, end);
};

let host;
let client;
let leads = 0;
before(async () => {
  host = await startHost();
  client = new GraphQLClient(host.url);
});
after(() => host?.stop());

// Only the fragments an operation spreads may go with it.
const operation = (name) => textOf(name) + (textOf(name).includes('...Verdict') ? textOf('Verdict') : '');
const DISQUALIFY = 'mutation ($id: ID!) { moved: disqualifyLead(input: { leadId: $id, reason: "Duplicate" }) { errors { ... on Error { message } } } }';
const REACTIVATE = 'mutation ($id: ID!) { moved: reactivateLead(input: { leadId: $id, reason: "is back" }) { errors { ... on Error { message } } } }';
const capture = (...rows) => client.request(operation('CaptureLeads'), { input: { source: 'clients', leads: rows } });

test('graphql-request: a mutation changes what a query then answers', async () => {
  const { captureLeads } = await capture({ externalId: 'first', name: 'Ada', attributes: [{ name: 'employees', value: 40 }] });
  assert.equal(captureLeads.created, 1);
  assert.equal(captureLeads.errors, null);
  const { node } = await client.request(operation('AnyNode'), { id: captureLeads.leads[0].id });
  assert.deepEqual(node, { __typename: 'Lead', externalId: 'first' });
  const { leads } = await client.request(operation('Leads'), { first: 1 });
  assert.equal(leads.totalCount, 1);
  assert.deepEqual(leads.edges[0].node.attributes, [{ name: 'employees', value: 40 }]);
});

test('graphql-request: a bad row is refused by its place in the input, the good one is kept', async () => {
  const { captureLeads } = await capture({ externalId: 'good' }, { externalId: '' });
  assert.equal(captureLeads.created, 1);
  assert.equal(captureLeads.errors.length, 1);
  assert.equal(captureLeads.errors[0].code, 'VALIDATION');
  assert.ok(captureLeads.errors[0].path.includes('1'), JSON.stringify(captureLeads.errors));
});

test('graphql-request: a query that is not valid is a client error that says why', async () => {
  await assert.rejects(client.request('{ nothingOfThatName }'), (error) => {
    assert.ok(error instanceof ClientError);
    assert.match(error.response.errors[0].message, /nothingOfThatName/);
    return true;
  });
});

// A stream is open a moment after it was asked for, so the lead is put aside and taken back until something is told of it.
async function assertTold(subscribe) {
  const { captureLeads } = await capture({ externalId: `told-${++leads}` });
  const { id, externalId } = captureLeads.leads[0];
  const stream = subscribe({ query: operation('LeadChanged'), variables: { leadId: id } });
  const first = stream.next();
  let told = false;
  const moving = (async () => {
    for (let count = 0; !told; count++) {
      const answer = await client.request(count % 2 === 0 ? DISQUALIFY : REACTIVATE, { id });
      assert.equal(answer.moved.errors, null);
      await setTimeout(200);
    }
  })();
  try {
    const { value } = await Promise.race([first, moving]);
    assert.equal(value.errors, undefined);
    assert.match(value.data.leadChanged.type, /^lead\.(disqualified|nurturing)$/);
    assert.deepEqual(value.data.leadChanged.lead, { id, externalId });
  } finally {
    told = true;
    await moving.catch(() => {});
    await stream.return();
  }
}

for (const singleConnection of [false, true]) {
  test(`graphql-sse, ${singleConnection ? 'one connection for all' : 'a connection each'}: leadChanged tells of a mutation`, async () => {
    const sse = createSseClient({ url: host.url, singleConnection, retryAttempts: 0 });
    try {
      await assertTold((request) => sse.iterate(request));
    } finally {
      sse.dispose();
    }
  });
}

test('graphql-ws: leadChanged tells of a mutation', async () => {
  const socket = createWebSocketClient({ url: host.url.replace('http:', 'ws:'), webSocketImpl: WebSocket, retryAttempts: 0 });
  try {
    await assertTold((request) => socket.iterate(request));
  } finally {
    await socket.dispose();
  }
});

test('graphql-ws: queries and mutations go over the socket too', async () => {
  const socket = createWebSocketClient({ url: host.url.replace('http:', 'ws:'), webSocketImpl: WebSocket, retryAttempts: 0 });
  try {
    const { value } = await socket.iterate({ query: operation('Leads'), variables: { first: 1 } }).next();
    assert.equal(value.errors, undefined);
    assert.equal(value.data.leads.edges.length, 1);
  } finally {
    await socket.dispose();
  }
});
