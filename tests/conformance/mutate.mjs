// Damages documents: token by token, so that most stay readable, or character by character, so that few do.
import { Lexer, Source } from 'graphql';

const words = [
  '{', '}', '(', ')', '[', ']', ':', '!', '=', '|', '&', '@', '$', '...', 'on', 'query', 'mutation', 'subscription', 'fragment', 'true', 'false',
  'null', 'name', 'id', 'dog', 'pet', 'Dog', 'Cat', 'Pet', 'Query', 'Int', 'Filter', 'value', 'filter', 'arguments', '$v0', '@skip(if: true)',
  '@include', '__typename', '__schema', '0', '-1', '1.5', '1e9', '"text"', '""', '"""block"""', 'SIT', '# comment\n', ',', 'extend', 'type', '"described"',
];
const characters = [
  ...'{}()[]:!=|&@$."\'\\#,_-+%^~`;<>?/', ' ', '\t', '\n', '\r', '\r\n', '0', '9', 'a', 'Z', 'u', 'é', '\u00a0', '\u200b', '\ufeff', '\u2028', '😀',
  '\u0000', '\u0007', '\u007f', '\\u', '\\u{', '\\u{1F600}', '\\uD83D\\uDE00', '\\uD83D', '\\n', '\\x', '"""', '\\"""', '...', '..', '0x', '00', '1.', '.5', '1e', '-',
];

const tokensOf = (text) => {
  const lexer = new Lexer(new Source(text));
  const tokens = [];
  while (lexer.advance().kind !== '<EOF>') tokens.push(text.slice(lexer.token.start, lexer.token.end));
  return tokens;
};

export function mutateTokens(text, random) {
  const tokens = tokensOf(text);
  for (let i = 0, n = 1 + random.below(3); i < n && tokens.length > 0; i++) {
    const at = random.below(tokens.length);
    switch (random.below(5)) {
      case 0: tokens.splice(at, 1); break;
      case 1: tokens.splice(at, 0, random.pick(words)); break;
      case 2: tokens[at] = random.pick(words); break;
      case 3: tokens.splice(at, 0, random.pick(tokens)); break;
      default: [tokens[at], tokens[(at + 1) % tokens.length]] = [tokens[(at + 1) % tokens.length], tokens[at]];
    }
  }
  return tokens.join(' ');
}

export function mutateCharacters(text, random) {
  let result = [...text];
  for (let i = 0, n = 1 + random.below(4); i < n; i++) {
    const at = random.below(result.length + 1);
    if (random.chance(0.4)) result.splice(at, 1 + random.below(4));
    else result.splice(at, random.below(2), random.pick(characters));
  }
  return result.join('');
}
