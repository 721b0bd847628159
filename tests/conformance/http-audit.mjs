// The audit of the GraphQL-over-HTTP working group, against a running host. It must pass in full, the recommendations included.
import { serverAudits } from 'graphql-http';
import { startHost } from './engine.mjs';

const host = await startHost();
const failed = [];
const audits = serverAudits({ url: host.url, fetchFn: fetch });
for (const audit of audits) {
  const result = await audit.fn();
  if (result.status !== 'ok') failed.push(`${result.status}: ${audit.name}\n  ${result.reason}`);
}
host.stop();
console.log(failed.join('\n'));
console.log(`${audits.length - failed.length} of ${audits.length} audits passed`);
process.exit(failed.length === 0 && audits.length === 61 ? 0 : 1);
