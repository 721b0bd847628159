// Puts what is wrong with two schemas side by side. The engine lists all problems at once and says where each is; the reference stops
// after the first of its two passes. So whatever the reference says must be among what the engine says, and neither is silent alone.
const inTheirWords = (problem) => problem
  .replace(/ \(at [^)]*\)?\)$/, '')
  .replace(/^\S+ has the unknown type /, 'Unknown type ')
  .replace(/^(There can be only one type named ".+?"): .*$/, '$1.')
  .replace(/^.* (".+") must not begin with "__"/, 'Name $1 must not begin with "__"');

const inOurWords = (problem) => problem
  .replace(/ Did you mean .*?\?/s, '')
  .replace(/ Found: (.*)$/s, (_, found) => `, found: ${found}`)
  .replace('.,', ',')
  .replace(/invalid default value at \S+: /, 'invalid default value: ');

export function sameProblems(ours, theirs) {
  if (ours.problems === undefined) return false;
  const told = new Set(ours.problems.map(inTheirWords));
  return (ours.problems.length === 0) === (theirs.problems.length === 0) && theirs.problems.every((problem) => told.has(inOurWords(problem)));
}

/** Damaged schemas are wrong in many ways; that both refuse them, or both take them, is what counts. */
export const sameVerdict = (ours, theirs) => ours.problems !== undefined && (ours.problems.length === 0) === (theirs.problems.length === 0);
