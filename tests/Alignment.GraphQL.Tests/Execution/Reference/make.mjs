// Writes cases.json: operations, data, and what graphql-js 17.1.0 answers. Run it where npm's graphql is installed: node make.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { buildSchema, execute, parse, validate } from 'graphql';

const schema = buildSchema(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'));
let seed = 20251101;
const random = n => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % n; };
const pick = (...xs) => xs[random(xs.length)];

const resolve = (source, args, _c, info) => {
  if (info.fieldName === 'echo') return JSON.stringify(args);
  const value = source?.[info.fieldName];
  if (value && value.$error) throw new Error(value.$error);
  return value;
};
const typeOf = value => value.__typename;

function run(query, { variables, root = {}, operationName } = {}) {
  const document = parse(query);
  const invalid = validate(schema, document);
  if (invalid.length > 0) throw new Error(`${query}: ${invalid[0].message}`);
  const result = execute({ schema, document, rootValue: root, variableValues: variables, operationName, fieldResolver: resolve, typeResolver: typeOf });
  return { query, variables, root, result: JSON.parse(JSON.stringify(result)) };
}

const cases = [];
const add = (query, options) => cases.push(run(query, options));

// Arguments and variables.
for (const args of ['', '(i: 1)', '(i: null)', '(n: 3)', '(in: {r: 1})', '(in: {r: 1, d: null, n: {r: 2}, l: {r: 3}, e: Y})', '(e: Y)', '(l: [1, 2])', '(l: 1)',
  '(ll: [[1], [null, 2], null])', '(ll: 1)', '(ll: [1, [2]])', '(id: 5)', '(id: "x")', '(f: 1)', '(f: 1.5e3)', '(b: true)', '(s: "\\u00e9\\n\\"")', '(s: """a\n  b""")',
  '(o: {a: 1})', '(o: {b: "x"})', '(any: {a: [1, "x", Y, null, 1.5]})'])
  add(`{ echo${args} }`);
const types = { i: 'Int', n: 'Int!', in: 'In', e: 'E', l: '[Int!]', ll: '[[Int]]', id: 'ID', f: 'Float', b: 'Boolean', s: 'String', o: 'One', any: 'Any1' };
const values = [null, 1, -2147483648, 2147483648, 1.5, 1e3, 1e40, 'x', '', '5', true, [], [1], [1, null], [[1], [null]], ['x', 'y'], {}, { r: 1 }, { r: 'x' }, { r: 1, d: 5, x: 1 },
  { r: 1, n: { e: 'Z' } }, { r: 1, l: [{ r: 1 }, { d: 'q' }] }, { a: 1 }, { b: null }, { a: 1, b: 'x' }, 'X', 'Z', { r: 1, l: { r: 2 }, e: 'Y' }];
for (const [name, type] of Object.entries(types)) {
  for (const value of values) add(`query($v: ${type}) { echo(${name}: $v) }`, { variables: { v: value } });
  if (!type.endsWith('!')) {
    add(`query($v: ${type}) { echo(${name}: $v) }`, { variables: {} });
    add(`query($v: ${type}!) { echo(${name}: $v) }`, { variables: {} });
    add(`query($v: ${type}!) { echo(${name}: $v) }`, { variables: { v: null } });
  }
}
add('query($v: Int! = 3) { echo(i: $v) }');
add('query($v: Int = 3) { echo(n: $v) }');
add('query($v: Int = 3) { echo(n: $v) }', { variables: { v: null } });
add('query($v: In = {r: 1, d: "x"}) { echo(in: $v) }');
add('query($r: Int!, $d: String, $n: In) { echo(in: {r: $r, d: $d, n: $n}) }', { variables: { r: 1 } });
add('query($r: Int!, $d: String, $n: In) { echo(in: {r: $r, d: $d, n: $n}) }', { variables: { r: 1, d: null, n: { r: 2 } } });
add('query($a: Int, $b: Int!) { echo(ll: [[$a, $b], [1]]) }', { variables: { b: 2 } });
add('query($a: [Int]) { echo(ll: [$a, null]) }', { variables: { a: [1, null] } });
add('query($a: Any1, $i: Int) { echo(any: {a: $a, i: $i, x: [$i]}) }', { variables: { a: { q: [1] } } });
add('query($a: Int!) { echo(o: {a: $a}) }', { variables: { a: 1 } });

// Selections.
const a = { __typename: 'A', id: '1', name: 'n', nameN: 'nn', ints: [1, null, 3], intsN: [1], e: 'X', list: [], an: { __typename: 'A', id: '2', nameN: 'x', name: null } };
a.list = [{ ...a }, { ...a, name: null }];
const root = { a, an: a, s: 's', sn: 'sn', node: { ...a }, any: { __typename: 'B', id: '9', b: 'b' }, nodes: [{ __typename: 'B', id: 9, b: 'b' }, null, a], matrix: [[1, 2], null, []], matrixN: [[1]], i: 1, f: 1.5, b: false, id: 7, e: 'Y',
  list: [a, null], listN: [a], nlist: [null], nlistN: [a], anys: [{ __typename: 'B', id: '3', b: 'q' }, a] };
for (const query of ['{ __typename a { __typename id x: id } }', '{ a { id name } a { nameN } ...F } fragment F on Query { a { id ints intsN e } s }',
  '{ node { id ... on A { name } ... on B { b } __typename } nodes { id ... on B { b } } }', '{ any { ... on Node { id } ... on B { b } } anys { __typename ... on A { nameN } } }',
  '{ matrix matrixN list { id } listN { id } nlist { id } nlistN { id list { id name } } }', '{ i f b id e s sn }',
  'query($t: Boolean!, $f: Boolean!) { s @include(if: $t) x: s @include(if: $f) y: s @skip(if: $t) z: s @skip(if: $f) w: s @include(if: $t) @skip(if: $f) a @include(if: $t) { id @skip(if: $t) name } ...F @include(if: $f) ... @include(if: $t) { a { nameN } } } fragment F on Query { i }',
  '{ s @skip(if: true) i @include(if: false) f @skip(if: false) }', '{ __type(name: "A") { name fields { name } } nothing: __type(name: "Nope") { name } }'])
  add(query, { root, variables: { t: true, f: false } });
add('{ a { list { list { id } } } }', { root });
add('mutation { first { id } second { id nameN } third }', { root: { first: a, second: a, third: 't' } });
add('mutation { first { nameN } second { id nameN } third }', { root: { first: { nameN: null }, second: { $error: 'second' }, third: 't' } });

// Leaves that do not fit.
for (const [field, bad] of Object.entries({ i: [1.5, 'x', 2147483648, true, '12', '', {}, [1]], f: ['x', '1.5', true, {}], b: ['x', 1, 0, {}], s: [1, 1.5, true, {}, [1]], id: [1, 1.5, true, {}], e: ['Z', 1, null], matrix: [1, [1], [['x']], [[1, null]], 'text'], list: [1, 'x', {}] }))
  for (const value of bad) add(field === 'list' ? '{ list { id } }' : `{ ${field} }`, { root: { [field]: value } });
add('{ node { id } }', { root: { node: { __typename: 'Nope', id: 1 } } });
add('{ node { id } }', { root: { node: { __typename: 'Query', id: 1 } } });
add('{ any { ... on A { id } } }', { root: { any: { id: 1 } } });

// Generated: objects where anything may be null or fail.
const leaf = () => pick('v', 'w', null, { $error: 'leaf' });
const ints = () => pick([1, 2], [1, null], null, [], { $error: 'ints' });
function object(depth) {
  if (depth === 0) return pick(null, { $error: 'deep' });
  const r = random(10);
  if (r === 0) return null;
  if (r === 1) return { $error: 'object' };
  const value = { __typename: pick('A', 'A', 'B'), id: pick('1', '2', '3', null, { $error: 'id' }), name: leaf(), nameN: pick('n', 'm', 'o', leaf()), b: pick('b', 'c', leaf()), ints: ints(), intsN: pick([1], ints()), e: pick('X', 'Y', 'Q') };
  value.a = object(depth - 1); value.an = random(3) ? object(depth - 1) : null; value.any = object(depth - 1);
  value.list = pick([], [object(depth - 1), object(depth - 1)], [object(depth - 1)], null);
  return value;
}
const list = depth => pick([object(depth)], [object(depth), null, object(depth)], [object(depth), object(depth)], null, { $error: 'list' });
function selection(depth) {
  const fields = [];
  for (const f of ['id', 'name', 'nameN', 'ints', 'intsN', 'e']) if (random(3) === 0) fields.push(f);
  if (depth > 0) for (const f of ['a', 'an', 'list']) if (random(3) === 0) fields.push(`${random(4) ? '' : `x${random(9)}: `}${f} { ${selection(depth - 1)} }`);
  if (depth > 0 && random(3) === 0) fields.push(`any { __typename ... on A { ${selection(depth - 1)} } ... on B { id b } }`);
  return fields.length ? fields.join(' ') : 'id';
}
for (let n = 0; n < 120; n++) {
  const data = {};
  const fields = [];
  for (const f of ['a', 'an', 'list', 'listN', 'nlist', 'nlistN', 'node', 'nodes', 'any', 'anys', 's', 'sn', 'matrix', 'matrixN', 'grid', 'gridN']) {
    if (random(4)) continue;
    const sub = selection(2);
    data[f] = f.startsWith('m') ? pick([[1], [2, null]], [null, [1]], [ints(), ints()].filter(x => !x?.$error), null)
      : f.startsWith('g') ? pick([list(1), list(1), list(1)].filter(x => !x?.$error), [[object(1), object(1)], [object(1)], [object(1), object(1), object(1)]])
      : f === 's' || f === 'sn' ? leaf() : f.includes('list') || f === 'nodes' || f === 'anys' ? list(2) : object(2);
    fields.push(f.startsWith('m') || f === 's' || f === 'sn' ? f
      : f.startsWith('node') ? `${f} { id ... on A { ${sub} } ... on B { b } }`
      : f.startsWith('any') ? `${f} { ... on A { ${sub} } ... on B { b a { ${selection(1)} } } }`
      : `${f} { ${sub} }`);
  }
  if (fields.length) try { add(`{ ${fields.join(' ')} }`, { root: data }); } catch (e) { if (!/conflict/.test(e.message)) throw e; }
}

writeFileSync(new URL('cases.json', import.meta.url), '[\n' + cases.map(c => JSON.stringify(c)).join(',\n') + '\n]\n');
console.log(cases.length, 'cases', cases.filter(c => c.result.errors).length, 'with errors');
