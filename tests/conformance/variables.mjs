// Values for the variables of an operation: mostly of their types, sometimes wrong, sometimes missing.
import { getNullableType, isEnumType, isInputObjectType, isInputType, isListType, isNonNullType, typeFromAST } from 'graphql';

export function variablesFor(schema, operation, random, faults) {
  const { below, chance, pick, times } = random;
  const wrong = () => pick([null, 1, 1.5, 2147483648, 'text', true, [], [null], {}, { a: 1 }, ['x'], 'SIT', -0.5, 1e21, '']);

  function value(type, depth) {
    if (chance(faults)) return wrong();
    if (!isNonNullType(type) && chance(0.1)) return null;
    const nullable = getNullableType(type);
    if (isListType(nullable)) return chance(0.2) ? value(nullable.ofType, depth - 1) : times(3, () => value(nullable.ofType, depth - 1));
    if (isEnumType(nullable)) return chance(faults) ? 'NOPE' : pick(nullable.getValues()).name;
    if (isInputObjectType(nullable)) {
      const fields = Object.values(nullable.getFields());
      const given = nullable.isOneOf && !chance(faults) ? [pick(fields)] : fields.filter((f) => (isNonNullType(f.type) && f.defaultValue === undefined && !chance(faults)) || (depth > 0 && chance(0.4)));
      const object = Object.fromEntries(given.map((f) => [f.name, value(f.type, depth - 1)]));
      if (chance(faults)) object[pick(['nmae', 'extra', 'ages'])] = wrong();
      return object;
    }
    switch (nullable.name) {
      case 'Int': return below(100) - 50;
      case 'Float': return pick([1.5, -3, 1e10, 0]);
      case 'Boolean': return chance(0.5);
      case 'ID': return pick(['id', 7]);
      case 'String': return pick(['', 'text', 'é😀\n']);
      default: return pick([1, 'x', null, { a: [1, { b: true }] }, [1.5]]);
    }
  }

  const variables = {};
  for (const definition of operation.variableDefinitions ?? []) {
    const type = typeFromAST(schema, definition.type);
    if (!type || !isInputType(type)) continue;
    const required = isNonNullType(type) && definition.defaultValue === undefined;
    if (required ? !chance(faults) : chance(0.7)) variables[definition.variable.name.value] = value(type, 3);
  }
  if (chance(0.1)) variables.extra = 1;
  return variables;
}
