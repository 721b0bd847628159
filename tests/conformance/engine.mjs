// Talks to the engine: one process, one JSON line a question, answers in order.
import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('engine', import.meta.url));

export function startEngine() {
  execFileSync('dotnet', ['build', project, '-c', 'Release', '--nologo', '-v', 'q'], { stdio: ['ignore', 2, 2] });
  const child = spawn('dotnet', [`${project}/bin/Release/net10.0/Alignment.Conformance.dll`], { stdio: ['pipe', 'pipe', 'inherit'] });
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
