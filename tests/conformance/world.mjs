// The values behind the schema: made from numbers, so that the engine's side makes the same without sharing data. Some are null, some
// are late, some are of the wrong kind, some fail. `engine/World.cs` is the same in C#; change both.
import {
  getNullableType, GraphQLError, isAbstractType, isEnumType, isListType, isNonNullType, isObjectType,
} from 'graphql';

const modulus = 10007;
const step = (seed, name) => [...name].reduce((sum, c) => sum + c.charCodeAt(0) * 7, seed * 131 + name.length * 13) % modulus;
const item = (seed, index) => (seed * 17 + index * 101 + 3) % modulus;

export const root = (seed) => ({ seed });

export function resolveField(source, args, _context, info) {
  const { fieldName, parentType, returnType, schema } = info;
  if (parentType.name === 'Arguments') return canonical(args);
  if (parentType.name === 'Echo') return args.value;
  const seed = step(source.seed, fieldName);
  const value = () => {
    if (seed % 37 === 5) throw new GraphQLError(`Cannot resolve ${fieldName}.`);
    return make(schema, returnType, fieldName, seed);
  };
  return seed % 3 === 0 ? new Promise((done, fail) => setImmediate(() => { try { done(value()); } catch (error) { fail(error); } })) : value();
}

/**
 * The events of a subscription field: none to three, each the parent of the field when it is resolved. Some streams cannot be opened, some
 * break on the way. The arguments as they were coerced decide how many there are.
 */
export function openStream(source, args, _context, info) {
  const { fieldName } = info;
  const seed = step(source.seed, fieldName);
  if (seed % 11 === 5) throw new GraphQLError(`Cannot listen to ${fieldName}.`);
  return events(fieldName, seed, canonical(args).length);
}

async function* events(name, seed, more) {
  for (let i = 0; i < (seed + more) % 4; i++) {
    if (seed % 3 === 0) await new Promise(setImmediate);
    if (i === 1 && seed % 5 === 2) throw new GraphQLError(`The source of ${name} broke.`);
    yield { seed: item(seed, i) };
  }
}

export const resolveType = (value) => value.typeName;

function make(schema, type, name, seed) {
  if (isNonNullType(type) ? seed % 53 === 7 : seed % 9 === 4) return null;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    if (seed % 47 === 11) return 42;
    return Array.from({ length: seed % 4 }, (_, i) => make(schema, nullable.ofType, name, item(seed, i)));
  }
  if (isObjectType(nullable)) return { typeName: nullable.name, seed };
  if (isAbstractType(nullable)) {
    const possible = schema.getPossibleTypes(nullable).map((t) => t.name).sort();
    return { typeName: seed % 59 === 8 ? 'Address' : possible[seed % possible.length], seed };
  }
  const odd = seed % 61 === 17;
  if (isEnumType(nullable)) return odd ? 'PURPLE' : nullable.getValues()[seed % nullable.getValues().length].name;
  switch (nullable.name) {
    case 'Int': return odd ? 'many' : seed - 5000;
    case 'Float': return odd ? 'much' : (seed - 5000) / 8;
    case 'Boolean': return odd ? 'maybe' : seed % 2 === 1;
    case 'ID': return odd ? 1.5 : seed % 2 === 1 ? `id-${seed}` : seed;
    case 'String': return odd ? [seed] : `${name} ${seed}`;
    case 'Link': return `https://example.org/${seed}`;
    default: return { a: seed, b: [seed % 2 === 1, null, 'x'] };
  }
}

/** What a resolver was given, as JSON with the keys in order. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    return `{${Object.keys(value).filter((k) => value[k] !== undefined).sort().map((k) => `${JSON.stringify(k)}:${canonical(value[k])}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
