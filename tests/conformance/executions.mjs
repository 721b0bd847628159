// Puts two results side by side: data to the letter, errors as a set, for the specification leaves their order to the runner.
import { same } from './known-differences.mjs';

/**
 * Where null takes the place of an object because something below it may not be null, only one of the errors below it must be told
 * (section 6.4.4). So all errors below such a null count as one.
 */
function normalize({ data, errors = [], ...rest }) {
  const nullAbove = (path) => {
    let value = data;
    for (let i = 0; i < path.length; i++) {
      if (value === null || value === undefined) return path.slice(0, i);
      value = value[path[i]];
    }
    return undefined;
  };
  const told = errors.map((error) => {
    const above = error.path && nullAbove(error.path);
    return above ? { nullAt: above } : error;
  });
  const texts = [...new Set(told.map((error) => JSON.stringify(error)))].sort();
  return { ...rest, data: data === undefined ? undefined : JSON.stringify(data), errors: texts };
}

export const sameResult = (ours, theirs) => same(normalize(ours), normalize(theirs));

/** Two streams: as many responses, each the same as the other's. A source that broke ends the stream with an error; where it says so is free. */
export const sameResults = (ours, theirs) =>
  ours.length === theirs.length && ours.every((response, i) => sameResult(broken(response, i), broken(theirs[i], i)));

const broken = (response, i) =>
  (i > 0 && response.data === undefined ? { errors: (response.errors ?? []).map(({ message }) => ({ message })) } : response);
