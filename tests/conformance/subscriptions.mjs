// Asks the engine's host for all responses of a subscription, over server-sent events as any client gets them.
export function subscriber(url) {
  return async ({ document, variables, operation, seed }) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'world-seed': String(seed) },
      body: JSON.stringify({ query: document, variables, operationName: operation }),
      signal: AbortSignal.timeout(30_000),
    });
    const events = (await response.text()).split('\n\n').filter((text) => text !== '' && !text.startsWith(':')).map(readEvent);
    if (events.pop()?.name !== 'complete') return [{ died: 'The stream ended without being completed.' }];
    return events.map(({ data }) => withoutExtensions(JSON.parse(data)));
  };
}

function readEvent(text) {
  const [, name, data] = /^event: (\w+)\ndata: (.*)$/s.exec(text);
  return { name, data };
}

// Codes are the engine's own; a request error without a place has no locations, which the reference writes as none.
const withoutExtensions = ({ errors, ...rest }) =>
  ({ ...(errors ? { errors: errors.map(({ extensions, message, locations = [], ...place }) => ({ message, locations, ...place })) } : {}), ...rest });
