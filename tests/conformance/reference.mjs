// The reference implementation, held to the September 2025 specification: selection sets are not empty, and @defer and @stream
// are not in it.
import { buildSchema, parse, print, specifiedRules, validate } from 'graphql';

const rules = specifiedRules.filter((rule) => !/^(Defer|Stream)/.test(rule.name));
const parseOptions = { allowEmptySelectionSets: false };

const format = (error) => ({ message: error.message, locations: error.locations ?? [] });

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
  return {
    schema,
    parse: (document) => parsing(document, (parsed) => ({ printed: print(parsed) })),
    validate: (document, suggestions = true) =>
      parsing(document, (parsed) => ({ errors: validate(schema, parsed, rules, { hideSuggestions: !suggestions }).map(format) })),
  };
}
