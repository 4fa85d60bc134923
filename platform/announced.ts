/** Words for keys, as prompts say them. */
const words: Readonly<Record<string, string>> = {
  zero: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  star: '*',
  asterisk: '*',
  pound: '#',
  hash: '#',
};

/** Verbs that ask for a key: English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish. */
const verb =
  '(?:press|dial|enter|push|hit|select|choose|touch|type|key|drücken|drücke|wählen|wähle|taste|tippen|appuyez|tapez|composez|touche|pulse|presione|oprima|marque|tecla|pressione|prema|prema|digiti|premere|tasto|druk|toets|kies|tryck|knappa|välj)';
const filler =
  '(?:the|on|key|number|digit|button|sie|die|der|auf|sur|la|le|les|el|il|de|o|a|op|in|num[eé]ro|taste|ziffer|touche|tecla|tasto|toets)';
const purpose = '(?:for|to(?!\\s+\\d)|if|when|and you|für|um|wenn|pour|si|para|se|per|voor|om|als|för|is|=|:|-|–)';
const and = '(?:,|or|and|oder|und|ou|et|o|ó|u|y|e|of|en|eller|och|/)';
const counted =
  /^[\s-]*(?:digits?|times?|seconds?|minutes?|hours?|days?|numbers?|characters?|options?|people|messages?|stellig|ziffern|chiffres|dígitos|cifre)\b/i;

const token = new RegExp(
  `(?<![\\p{L}\\p{N}.+:/-])(?:[0-9*#]|${Object.keys(words).join('|')})(?![\\p{L}\\p{N}]|[.:,]\\d)`,
  'giu',
);
const afterVerb = new RegExp(`(?<!\\p{L})${verb}(?:\\s+${filler})*[\\s"'“(]*$`, 'iu');
const hasVerb = new RegExp(`(?<!\\p{L})${verb}(?!\\p{L})`, 'iu');
const beforePurpose = new RegExp(`^["'”)]*\\s*${purpose}`, 'iu');
const continuation = new RegExp(`^["'”)]*\\s*(?:${and}\\s*)+(?:${verb}\\s+)?["'“(]*$`, 'iu');

/** The keys that a prompt tells the caller to press, in its order: `Press 1 for sales or two for support` names 1 and 2. */
export function announcedKeys(prompt: string): readonly string[] {
  return [...new Set(prompt.split(/(?<=[.!?;\n])\s+/).flatMap(keysOf))];
}

function keysOf(sentence: string): string[] {
  const found: string[] = [];
  /** Where the last key that counts ended. */
  let last: number | undefined;
  for (const { 0: name, index } of sentence.matchAll(token)) {
    const [before, after] = [sentence.slice(0, index), sentence.slice(index + name.length)];
    const word = words[name.toLowerCase()];
    const asked = afterVerb.test(before) && !counted.test(after);
    const explained = beforePurpose.test(after) && (word === undefined || hasVerb.test(before));
    const continued = last !== undefined && continuation.test(sentence.slice(last, index)) && !counted.test(after);
    if (!asked && !explained && !continued) continue;
    found.push(word ?? name);
    last = index + name.length;
  }
  return found;
}
