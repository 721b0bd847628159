// Writes documents by the grammar of the language over a schema: well-formed always, valid but for faults put in at a given rate.
import {
  getNamedType, getNullableType, isAbstractType, isCompositeType, isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, isUnionType,
} from 'graphql';

export function generate(schema, random, { faults = 0.03, maxDepth = 4, kinds = ['query', 'query', 'query', 'query', 'mutation', 'subscription'] } = {}) {
  const { below, chance, pick, times } = random;
  const types = Object.values(schema.getTypeMap());
  const composites = types.filter((t) => isCompositeType(t) && !t.name.startsWith('__'));
  const names = [...new Set(types.flatMap((t) => [t.name, ...(t.getFields ? Object.keys(t.getFields()) : [])]))];
  const inputTypes = ['Int', 'Int!', 'String', 'Boolean!', 'ID', 'ID!', '[Int!]', '[[Int]]', 'Filter', 'Filter!', 'Choice', 'Choice!', 'Command', 'Anything', 'Float'];
  const fault = () => chance(faults);
  let variables, fragments, operationCount, strict;

  const typeName = () => (fault() ? pick(names) : pick(inputTypes));

  function variable(type) {
    const wanted = type ? String(type) : typeName();
    const same = [...variables].filter(([, declared]) => declared.type === wanted);
    if (same.length > 0 && chance(0.7)) return '$' + pick(same)[0];
    if (fault()) return '$undefined' + below(3);
    const name = 'v' + variables.size;
    variables.set(name, { type: fault() ? typeName() : wanted, default: chance(0.2) ? value(type, true, 2) : undefined });
    return '$' + name;
  }

  function scalar(name) {
    switch (name) {
      case 'Int': return pick(['0', '1', '-7', '2147483647']);
      case 'Float': return pick(['1', '1.5', '-2e3', '0.0']);
      case 'String': return pick(['""', '"x"', '"a b"', '"""block"""', '"\\u00e9\\n"']);
      case 'Boolean': return pick(['true', 'false']);
      case 'ID': return pick(['1', '"id"']);
      default: return pick(['1', '"x"', 'true', 'ANY', '[1, "x"]', '{ a: 1 }']);
    }
  }

  function value(type, constant = false, depth = 3) {
    if (fault()) return pick(['1', '"x"', 'true', 'SIT', 'NOPE', 'null', '[]', '{}', '[[1]]', '{ a: 1 }', '1.5', '99999999999', '$v0', '[null]']);
    if (!constant && chance(0.25)) return variable(type);
    if (!isNonNullType(type) && type && chance(0.08)) return 'null';
    const nullable = type && getNullableType(type);
    if (isListType(nullable)) return chance(0.15) ? value(nullable.ofType, constant, depth - 1) : `[${times(3, () => value(nullable.ofType, constant, depth - 1)).join(', ')}]`;
    if (isEnumType(nullable)) return pick(nullable.getValues()).name;
    if (isInputObjectType(nullable)) {
      let fields = Object.values(nullable.getFields());
      if (nullable.isOneOf) fields = fault() ? fields.slice(0, below(3)) : [pick(fields)];
      else fields = fields.filter((f) => (isNonNullType(f.type) && f.defaultValue === undefined && !fault()) || (depth > 0 && chance(0.3)));
      const text = fields.map((f) => `${fault() ? pick(names) : f.name}: ${value(nullable.isOneOf && f.type && !isNonNullType(f.type) ? f.type : f.type, constant || nullable.isOneOf, depth - 1)}`);
      if (fault() && text.length > 0) text.push(pick(text));
      return `{ ${text.join(', ')} }`;
    }
    return scalar(nullable?.name);
  }

  function list(definitions) {
    const given = definitions.filter((a) => (isNonNullType(a.type) && a.default === undefined && a.defaultValue === undefined && !fault()) || chance(0.4));
    const text = given.map((a) => `${fault() ? pick(names) : a.name}: ${value(a.type)}`);
    if (fault() && text.length > 0) text.push(pick(text));
    if (fault()) text.push(`${pick(names)}: ${value()}`);
    return text.length > 0 ? `(${text.join(', ')})` : '';
  }

  function directives(location) {
    if (!chance(0.12)) return '';
    const fitting = schema.getDirectives().filter((d) => fault() || d.locations.includes(location));
    if (fault()) return ' @unknown';
    if (fitting.length === 0 || location === 'SUBSCRIPTION ROOT') return '';
    const one = () => {
      const directive = pick(fitting);
      return ` @${directive.name}${location === 'VARIABLE_DEFINITION' ? '' : list(directive.args)}`;
    };
    return one() + (fault() ? one() : '');
  }

  function field(type, depth) {
    const meta = chance(0.1);
    const definitions = type.getFields ? Object.values(type.getFields()) : [];
    const definition = definitions.length > 0 ? pick(definitions) : undefined;
    if (!definition || meta) return `${chance(0.3) ? 'alias' + below(4) + ': ' : ''}__typename${directives('FIELD')}`;
    const named = getNamedType(definition.type);
    if (isCompositeType(named) && depth <= 0) return '__typename';
    const alias = chance(0.5) ? 'alias' + below(400) + ': ' : '';
    const name = fault() ? pick(names) : definition.name;
    const selection = isCompositeType(named) !== fault() ? ' ' + selectionSet(isCompositeType(named) ? named : type, depth - 1) : '';
    return alias + name + list(definition.args) + directives('FIELD') + selection;
  }

  function condition(type) {
    if (fault()) return pick([...composites.map((c) => c.name), ...names]);
    const possible = isObjectType(type) ? [type, ...type.getInterfaces()] : schema.getPossibleTypes(type).flatMap((t) => [t, ...t.getInterfaces()]);
    return pick(possible).name;
  }

  function selection(type, depth) {
    if (chance(0.75) || depth <= 0) return field(type, depth);
    if (chance(0.5)) {
      const on = chance(0.7) ? condition(type) : undefined;
      const inner = on ? schema.getType(on) : type;
      return `...${on ? ' on ' + on : ''}${directives('INLINE_FRAGMENT')} ${selectionSet(isCompositeType(inner) ? inner : type, depth - 1)}`;
    }
    if (fault()) return '...Unknown';
    const known = [...fragments].filter(([, on]) => on === type.name);
    if (known.length > 0 && (chance(0.6) || fault())) return `...${pick(known)[0]}${directives('FRAGMENT_SPREAD')}`;
    const name = 'F' + fragments.size;
    fragments.set(name, condition(type));
    return `...${name}${directives('FRAGMENT_SPREAD')}`;
  }

  function selectionSet(type, depth) {
    const selections = [field(type, depth), ...times(depth > 2 ? 2 : 3, () => selection(type, depth))];
    return chance(0.2) ? `{\n${selections.map((s) => '  ' + s).join('\n')}\n}` : `{ ${selections.join(' ')} }`;
  }

  function operation(index) {
    variables = new Map();
    const kind = pick(kinds);
    const root = schema.getRootType(kind);
    strict = kind === 'subscription' && !fault();
    const body = strict ? `{ ${field(root, maxDepth)} }` : selectionSet(root, maxDepth);
    const definitions = [...variables].map(([name, v]) => `$${name}: ${v.type}${v.default === undefined ? '' : ' = ' + v.default}${directives('VARIABLE_DEFINITION')}`);
    if (fault()) definitions.push('$unused: Int');
    if (fault() && definitions.length > 0) definitions.push(pick(definitions));
    const name = operationCount > 1 || chance(0.6) ? ` ${fault() ? 'Same' : 'Op' + index}` : '';
    if (kind === 'query' && name === '' && definitions.length === 0 && chance(0.5)) return body;
    return `${kind}${name}${definitions.length > 0 ? `(${definitions.join(', ')})` : ''}${directives(kind.toUpperCase())} ${body}`;
  }

  return () => {
    fragments = new Map();
    operationCount = chance(0.1) ? 2 : 1;
    const parts = Array.from({ length: operationCount }, (_, i) => operation(i));
    let done = 0;
    while (done < fragments.size && done < 12) {
      const [name, on] = [...fragments][done++];
      const type = schema.getType(on);
      variables = new Map();
      parts.push(`fragment ${name} on ${on}${directives('FRAGMENT_DEFINITION')} ${selectionSet(isCompositeType(type) ? type : schema.getQueryType(), 2)}`);
    }
    if (fault()) parts.push(pick(parts));
    return parts.join(pick([' ', '\n', '\n\n', '\r\n']));
  };
}
