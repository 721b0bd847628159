// Talks to the engine: one process, one JSON line a question, answers in order; or one process that serves HTTP.
import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('engine', import.meta.url));
const assembly = `${project}/bin/Release/net10.0/Alignment.Conformance.dll`;

const build = () => execFileSync('dotnet', ['build', project, '-c', 'Release', '--nologo', '-v', 'q'], { stdio: ['ignore', 2, 2] });

export function startEngine() {
  build();
  const child = spawn('dotnet', [assembly], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()(JSON.parse(line)));
  child.on('exit', (code) => waiting.splice(0).forEach((answer) => answer({ died: code })));
  return {
    ask: (question) => new Promise((answer) => {
      waiting.push(answer);
      child.stdin.write(JSON.stringify(question) + '\n');
    }),
    stop: () => child.stdin.end(),
  };
}

/** Serves the suite's schema on a free port of this machine; resolves when it listens. */
export function startHost() {
  build();
  const child = spawn('dotnet', [assembly, 'serve', fileURLToPath(new URL('schema.graphql', import.meta.url))], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.on('exit', () => child.kill());
  return new Promise((ready, failed) => {
    child.on('exit', (code) => failed(new Error(`The host ended with ${code}.`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('http')) ready({ url: `${line}/graphql`, stop: () => child.removeAllListeners('exit').kill() });
    });
  });
}
