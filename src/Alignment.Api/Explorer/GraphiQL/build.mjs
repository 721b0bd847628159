// Bundles GraphiQL with all it needs into ../dist, which the host serves as it is: scripts, workers, styles and fonts, nothing from elsewhere.
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

const outdir = '../dist';
const common = {
  bundle: true, minify: true, target: 'es2022', legalComments: 'linked', logLevel: 'warning', define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.ttf': 'file', '.woff': 'file', '.woff2': 'file', '.svg': 'file' }, assetNames: '[name]-[hash]',
};

rmSync(outdir, { recursive: true, force: true });
await build({ ...common, entryPoints: { app: 'app.jsx' }, outdir, format: 'esm', splitting: true, jsx: 'automatic', chunkNames: '[name]-[hash]' });
await build({
  ...common, outdir, format: 'iife',
  entryPoints: {
    'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
    'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
    'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
  },
});
