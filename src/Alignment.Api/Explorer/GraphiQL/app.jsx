// GraphiQL for this host: queries and mutations by POST, subscriptions over server-sent events, the examples as tabs.
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { getOperationAST } from 'graphql';
import { createClient } from 'graphql-sse';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import '../examples.js';

const assets = new URL('graphql/explorer/', document.baseURI);
globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(new URL(`${{ json: 'json', graphql: 'graphql' }[label] ?? 'editor'}.worker.js`, assets)),
};

const url = new URL('graphql', document.baseURI).href;
const once = createGraphiQLFetcher({ url });
const stream = createClient({ url, retryAttempts: 0 });
const isSubscription = ({ operationName }, options) =>
  options?.documentAST && getOperationAST(options.documentAST, operationName)?.operation === 'subscription';
const fetcher = (params, options) => (isSubscription(params, options) ? stream.iterate(params) : once(params, options));

const tabs = globalThis.examples.map(([, query, variables]) => ({ query, variables: variables && JSON.stringify(variables, null, 2) }));

createRoot(document.getElementById('graphiql')).render(
  <GraphiQL fetcher={fetcher} defaultTabs={tabs} shouldPersistHeaders={false} forcedTheme={undefined}>
    <GraphiQL.Logo>Alignment</GraphiQL.Logo>
  </GraphiQL>,
);
