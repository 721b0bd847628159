// Where the engine answers otherwise than the reference on purpose. Each names the specification's word on it.
// A difference that is not described here fails the run; so does a description that no document meets any more.
const drop = (errors, wanted) => errors.filter((error) => !wanted(error));
const oneOf = /^Variable "\$\w+" is of type ".+" but must be non-nullable to be used for OneOf Input Object "\w+"\.$/;
const infinite = /^Float cannot represent non numeric value: -?\d+(\.\d+)?[eE]\+?\d+\.?$/;
const executable = /^Cannot use a definition of kind (Operation|Fragment)Definition here\.$/;
const typeSystem = /definition is not executable\.$/;

export const knownDifferences = [
  {
    name: 'nullable variable in a OneOf input object of a non-null place',
    reason:
      'Section 5.8.5, IsNonNullPosition: a variable that is a field of a OneOf input object must not be nullable. graphql-js 17.1.0 ' +
      'looks at the type of the place with its wrapper, so it misses the fault where the place is "Choice!"; the engine reports it.',
    applies: (ours, theirs) => (ours.errors ?? []).some((e) => oneOf.test(e.message)) && !same(ours.errors, theirs.errors),
    align: (ours, theirs) => [
      { ...ours, errors: drop(ours.errors, (e) => oneOf.test(e.message) && !theirs.errors.some((t) => same(t, e))) },
      theirs,
    ],
  },
  {
    name: 'type system definitions in a document that is to run',
    reason:
      'Section 5.1.1: such a document is refused for the definitions themselves, in both. graphql-js goes on to validate the inside of ' +
      'the definitions against the schema they do not belong to; the engine reports what is in operations and fragments.',
    applies: (ours, theirs) => (ours.errors ?? []).some((e) => typeSystem.test(e.message)) && !same(ours.errors, theirs.errors),
    align: (ours, theirs) => [ours, { ...theirs, errors: drop(theirs.errors, (t) => !ours.errors.some((e) => same(t, e))) }],
  },
  {
    name: 'the coordinate of __type',
    reason:
      'Section 4.1: __type is a field of the query root type, so its argument is Query.__type(name:). graphql-js writes the type as <meta>.',
    applies: (_, theirs) => (theirs.errors ?? []).some((e) => e.message.includes('"<meta>.')),
    align: (ours, theirs) => [
      ours,
      { ...theirs, errors: theirs.errors.map((e) => ({ ...e, message: e.message.replace('"<meta>.', '"Query.') })) },
    ],
  },
  {
    name: 'Float literals beyond the largest double',
    reason:
      'Section 3.5.2, input coercion: a number that is not representable by finite IEEE 754 is a request error. graphql-js takes the ' +
      'literal 1e309 for infinity, though it refuses the same in variables.',
    applies: (ours, theirs) => (ours.errors ?? []).some((e) => infinite.test(e.message)) && !same(ours.errors, theirs.errors),
    align: (ours, theirs) => [{ ...ours, errors: drop(ours.errors, (e) => infinite.test(e.message)) }, theirs],
  },
  {
    name: 'operations in a schema',
    reason:
      'Section 3: a type system document has type system definitions only. graphql-js leaves operations and fragments out without a word; ' +
      'the engine says that they have no place there.',
    applies: (ours, theirs) => theirs.problems !== undefined && (ours.problems ?? []).some((p) => executable.test(p)),
    align: (ours, theirs) => [{ problems: ours.problems.filter((p) => !executable.test(p)) }, theirs],
  },
];

export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
