// graphql-codegen on the host's schema: types for documents that a TypeScript program can then be compiled against.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { parse } from 'graphql';
import { schema } from './host.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const pluginMap = { typescript, typescriptOperations, typedDocumentNode };
const scalars = { Instant: 'string', LocalDate: 'string', LocalTime: 'string', Duration: 'string', Decimal: 'string', Value: 'string | number | boolean', JSON: 'unknown' };

const generate = (sdl, documents, ...plugins) => codegen({
  filename: 'generated.ts',
  schema: parse(sdl),
  documents,
  config: { scalars, useTypeImports: true },
  plugins: plugins.map((plugin) => ({ [plugin]: {} })),
  pluginMap,
});

test('graphql-codegen: the types of the schema and of documents compile, and know what may be null', async () => {
  const sdl = schema();
  const documents = [{ location: 'leads.graphql', document: parse(readFileSync(here('documents/leads.graphql'), 'utf8')) }];
  const folder = mkdtempSync(here('codegen-'));
  try {
    writeFileSync(`${folder}/schema.ts`, await generate(sdl, [], 'typescript'));
    writeFileSync(`${folder}/leads.ts`, await generate(sdl, documents, 'typescriptOperations', 'typedDocumentNode'));
    cpSync(here('documents/usage.ts'), `${folder}/usage.ts`);
    const compile = () => execFileSync(process.execPath, [here('node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext',
      '--moduleResolution', 'bundler', '--types', '', '--skipLibCheck', `${folder}/schema.ts`, `${folder}/usage.ts`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    try {
      compile();
    } catch (error) {
      assert.fail(error.stdout || error.message);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
