// The reference implementation, held to the September 2025 specification: selection sets are not empty, and @defer and @stream
// are not in it.
import { buildSchema, execute, parse, print, printSchema, specifiedRules, validate } from 'graphql';
import { resolveField, resolveType, root } from './world.mjs';

const rules = specifiedRules.filter((rule) => !/^(Defer|Stream)/.test(rule.name));
const parseOptions = { allowEmptySelectionSets: false };

const format = (error) => ({ message: error.message, locations: error.locations ?? [], ...(error.path === undefined ? {} : { path: error.path }) });

export function reference(sdl) {
  const schema = buildSchema(sdl);
  const parsing = (document, then) => {
    let parsed;
    try {
      parsed = parse(document, parseOptions);
    } catch (error) {
      return { errors: [format(error)] };
    }
    return then(parsed);
  };
  const run = async (document, { variables, operation, seed }) => {
    const errors = validate(schema, document, rules);
    if (errors.length > 0) return { errors: errors.map(format) };
    const result = await execute({
      schema, document, rootValue: root(seed), variableValues: variables, operationName: operation, fieldResolver: resolveField, typeResolver: resolveType,
    });
    return { ...(result.errors ? { errors: result.errors.map(format) } : {}), ...(result.data === undefined ? {} : { data: result.data }) };
  };
  return {
    schema,
    execute: (document, question) => parsing(document, (parsed) => run(parsed, question)),
    printSchema: (text) => ({ printed: printSchema(buildSchema(text)) }),
    parse: (document) => parsing(document, (parsed) => ({ printed: print(parsed) })),
    validate: (document, suggestions = true) =>
      parsing(document, (parsed) => ({ errors: validate(schema, parsed, rules, { hideSuggestions: !suggestions }).map(format) })),
  };
}
