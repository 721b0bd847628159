// The product's own host, as it is built: its schema as a document, and the host itself on a free port of this machine.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const assembly = fileURLToPath(new URL('../../src/Alignment.Api/bin/Debug/net10.0/Alignment.Api.dll', import.meta.url));

export const schema = () => execFileSync('dotnet', [assembly, 'schema', 'export'], { encoding: 'utf8', maxBuffer: 1 << 24 });

/** Serves a store that is forgotten at the end, empty or with the sample company; resolves when it listens. */
export function startHost({ sample = false } = {}) {
  const child = spawn('dotnet', [assembly, 'serve', '--urls', 'http://127.0.0.1:0', '--storage', 'memory', ...(sample ? [] : ['--no-sample'])], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit');
  const said = [];
  return new Promise((ready, failed) => {
    child.on('exit', (code) => failed(new Error(`The host ended with ${code}: ${said.join('\n')}`)));
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      const url = /^Open (http:\S+\/graphql)\. /.exec(line)?.[1];
      if (url) ready({ url, stop: async () => { child.kill(); await ended; } });
    });
  });
}
