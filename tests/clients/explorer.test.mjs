// The page that the host serves to a browser: GraphiQL, bundled before, with nothing from anywhere but the host.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { startHost } from './host.mjs';

const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
const skip = executablePath || process.env.CI === 'true' ? false : 'without Chromium';
const shots = process.env.EXPLORER_SCREENSHOTS;

const patience = 120_000; // of a machine that does much else

let host;
let browser;
let page;
const elsewhere = [];
const broken = [];
before(async () => {
  if (skip) return;
  host = await startHost({ sample: true });
  browser = await chromium.launch({
    executablePath, timeout: patience, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(patience);
  const { origin } = new URL(host.url);
  page.on('request', (request) => { if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin) elsewhere.push(request.url()); });
  page.on('pageerror', (error) => broken.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error') broken.push(message.text()); });
  await page.goto(host.url);
});
after(async () => {
  await browser?.close();
  await host?.stop();
});

const answer = () => page.locator('.graphiql-response .view-lines').innerText().then((text) => text.replaceAll('\u00a0', ' '));
const until = async (met, what) => {
  for (const start = Date.now(); Date.now() - start < patience;) {
    if (await met()) return;
    await page.waitForTimeout(100);
  }
  assert.fail(what);
};
const write = async (text) => {
  await page.locator('.graphiql-editor .monaco-editor').first().click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
};
const shoot = (name) => shots && page.screenshot({ path: `${shots}/${name}.png` });

test('GraphiQL runs the first of the examples', { skip }, async () => {
  await page.getByRole('button', { name: /execute query/i }).waitFor();
  await until(async () => /BestLeads/.test(await page.locator('.graphiql-query-editor').innerText()), 'the examples are not there');
  await page.getByRole('button', { name: /execute query/i }).click();
  await until(async () => /"totalCount": \d/.test(await answer()), 'no answer came');
  await shoot('query');
});

test('GraphiQL shows the documentation', { skip }, async () => {
  await page.getByRole('button', { name: /documentation explorer/i }).first().click();
  await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).first().click();
  await page.locator('.graphiql-doc-explorer').getByText('leads', { exact: true }).first().waitFor();
  await shoot('documentation');
});

test('GraphiQL shows the events of a subscription', { skip }, async () => {
  const ask = (query, variables) => fetch(host.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }) }).then((r) => r.json());
  const { data } = await ask('mutation { captureLeads(input: { source: "explorer", leads: [{ externalId: "told" }] }) { leads { id } } }');
  const { id } = data.captureLeads.leads[0];
  await write(`subscription Told { leadChanged(leadId: "${id}") { type } }`);
  await page.locator('.graphiql-tabs').getByText('Told').waitFor(); // the page reads what was written a moment later, and would ask for the operation before
  await page.getByRole('button', { name: /execute query/i }).click();
  const moves = ['disqualifyLead', 'reactivateLead'];
  await until(async () => {
    await ask(`mutation ($id: ID!) { ${moves[0]}(input: { leadId: $id, reason: "Duplicate" }) { errors { ... on Error { message } } } }`, { id });
    moves.reverse();
    return /"type": "lead\.\w+"/.test(await answer());
  }, 'nothing was told');
  await shoot('subscription');
});

test('nothing was asked of any other place, and nothing broke', { skip }, () => {
  assert.deepEqual(elsewhere, []);
  assert.deepEqual(broken, []);
});
