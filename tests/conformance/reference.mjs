// The reference implementation, held to the September 2025 specification: selection sets are not empty, and @defer and @stream
// are not in it.
import { assertValidSchema, buildSchema, execute, getOperationAST, parse, print, printSchema, specifiedRules, subscribe, validate } from 'graphql';
import { openStream, resolveField, resolveType, root } from './world.mjs';

const rules = specifiedRules.filter((rule) => !/^(Defer|Stream)/.test(rule.name));
const parseOptions = { allowEmptySelectionSets: false };

const format = (error) => ({ message: error.message, locations: error.locations ?? [], ...(error.path === undefined ? {} : { path: error.path }) });

const formatResult = (result) =>
  ({ ...(result.errors ? { errors: result.errors.map(format) } : {}), ...(result.data === undefined ? {} : { data: result.data }) });

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
    return formatResult(result);
  };
  // All responses of a subscription; any other operation has one. Where the source breaks, graphql-js throws; the last response stands for that.
  const listen = async (document, question) => {
    const { variables, operation, seed } = question;
    const errors = validate(schema, document, rules);
    if (errors.length > 0 || getOperationAST(document, operation)?.operation !== 'subscription') return [await run(document, question)];
    const stream = await subscribe({
      schema, document, rootValue: root(seed), variableValues: variables, operationName: operation,
      subscribeFieldResolver: openStream, fieldResolver: resolveField, typeResolver: resolveType,
    });
    if (!(Symbol.asyncIterator in stream)) return [formatResult(stream)];
    const responses = [];
    try {
      for await (const result of stream) responses.push(formatResult(result));
    } catch (broken) {
      responses.push({ errors: [{ message: broken.message }] });
    }
    return responses;
  };
  return {
    schema,
    execute: (document, question) => parsing(document, (parsed) => run(parsed, question)),
    subscribe: (document, question) => {
      const answer = parsing(document, (parsed) => listen(parsed, question));
      return answer.errors ? [answer] : answer;
    },
    buildSchema: (text) => {
      try {
        assertValidSchema(buildSchema(text, parseOptions));
        return { problems: [] };
      } catch (refused) {
        return { problems: refused.message.split('\n\n') };
      }
    },
    printSchema: (text) => ({ printed: printSchema(buildSchema(text)) }),
    parse: (document) => parsing(document, (parsed) => ({ printed: print(parsed) })),
    validate: (document, suggestions = true) =>
      parsing(document, (parsed) => ({ errors: validate(schema, parsed, rules, { hideSuggestions: !suggestions }).map(format) })),
  };
}
