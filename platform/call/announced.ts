/** Words for keys, as prompts say them in English, German, French, Spanish, Portuguese, Italian and Dutch. */
const words: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['0', 'zero null zéro cero nul'],
    ['1', 'one eins un uno um'],
    ['2', 'two zwei deux dos dois due twee'],
    ['3', 'three drei trois tres três tre drie'],
    ['4', 'four vier quatre cuatro quatro quattro'],
    ['5', 'five fünf cinq cinco cinque vijf'],
    ['6', 'six sechs seis sei zes'],
    ['7', 'seven sieben sept siete sete sette zeven'],
    ['8', 'eight acht huit ocho oito otto'],
    ['9', 'nine neun neuf nueve nove negen'],
    ['10', 'ten zehn dix diez dieci tien dez'],
    ['11', 'eleven'],
    ['12', 'twelve zwölf'],
    ['*', 'star asterisk stern sterntaste étoile asterisco estrella estrela sterretje'],
    ['#', 'pound hash raute rautetaste dièse almohadilla numeral cerquilha cancelletto hekje'],
  ].flatMap(([key = '', names = '']) => names.split(' ').map((name) => [name, key])),
);

/** The digits that a text names in words, one behind the other: `three, four` is 34. */
export function digitsInWords(text: string): string {
  const named = text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return named.map((word) => (/^\d$/.test(words[word] ?? '') ? words[word] : /^\d$/.test(word) ? word : ' ')).join('');
}

/** Verbs that ask for a key, in these languages and Swedish. */
const verb =
  '(?:press|use|dial|enter|push|hit|select|choose|choose from|touch|type|key|rate|drücken|drücke|wählen|wähle|taste|tippen|appuyez|tapez|composez|faites|choisissez|touche|pulse|presione|oprima|marque|digite|tecla|tecle|aperte|disque|pressione|prema|premi|digiti|premere|tasto|druk|toets|kies|tryck|knappa|välj)';
/** Verbs that as often ask for a number of something: `select 2 seats`. */
const vague = /(?:use|enter|select|choose|choose from|touch|type|rate)(?:\s+\p{L}+)?[\s"'“(]*$/iu;
const filler =
  '(?:the|please|bitte|on|key|number|digit|button|option|sie|die|der|auf|sur|la|le|les|el|il|de|o|a|op|in|n[uú]m[eé]ro|taste|ziffer|touche|tecla|tasto|toets|opci[oó]n|jetzt|nun|dann|einfach|entweder|now|then|simply|either|maintenant|ahora|adesso|nu)';
const purpose =
  '(?:for|to(?!\\s+\\d)|if|when|and you|für|um|wenn|zum|zur|pour|si|para|se|per|voor|om|als|för|is|=|:|-|–)';
const and = '(?:,|or|and|oder|und|ou|et|o|ó|u|y|e|of|en|eller|och|/)';
const counted =
  /^[\s-]*(?:digits?|times?|seconds?|minutes?|hours?|days?|numbers?|characters?|options?|people|messages?|guests?|of\s+(?:the|these|our|two|three|four|five|\d)|[ap]\.?m|o.clock|uhr|heures|horas|stellig|ziffern|der\s+folgenden|chiffres|numéro|des|dígitos|cifras|cifre|cijfers|siffror)(?!\p{L})/iu;

/** Elsewhere than in Portuguese `um` is no number: `die 2, um den Termin zu behalten`. */
const countsWithUm = /(?<!\p{L})(?:digite|pressione|tecle|tecla|aperte|disque|marque)(?!\p{L})/iu;

const name = `(?:1[0-9]|[0-9*#]|${Object.keys(words).join('|')})`;
const token = new RegExp(`(?<![\\p{L}\\p{N}.+:/-])${name}(?![\\p{L}\\p{N}]|[.:,]\\d|[ -]\\d{3})`, 'giu');
const afterVerb = new RegExp(`(?<!\\p{L})(?:${verb}|mit\\s+der)(?:\\s+${filler})*[\\s"'“(]*$`, 'iu');
/** In German a verb may end the sentence: `für Nein die 2 drücken`. */
const beforeVerb = /^["'”]*\s+(?:drücken|wählen|tippen)(?!\p{L})/iu;
const hasVerb = new RegExp(`(?<!\\p{L})${verb}(?!\\p{L})`, 'iu');
/** In German, French and Dutch a comma stands before such a part: `2, um ihn abzusagen`. */
const beforePurpose = new RegExp(
  `^["'”)]*\\s*(?:(?:(?:key|button|taste)\\s+)?${purpose}|,\\s*(?:um|wenn|falls|om|als|si))(?!\\p{L})`,
  'iu',
);
/** Where a new part of a sentence begins: `…, 2 for support`. */
const partBegins = new RegExp(`(?:^|[,;:(–-]|(?<!\\p{L})${and}(?!\\p{L}))\\s*(?:${filler}\\s+)*["'“(]*$`, 'iu');
const continuation = new RegExp(`^["'”)]*\\s*(?:${and}\\s*)+(?:${verb}\\s+)?(?:${filler}\\s+)*["'“(]*$`, 'iu');
/** The first verb goes for the second key, too: `for sales press 1, for support 2`. */
const parallel = new RegExp(
  `^["'”)]*\\s*(?:key\\s+)?(?:${and}\\s*)+(?:${purpose}|otherwise|else|sonst|sinon|the|die|el|le|la)(?:\\s+\\p{L}+){0,5}\\s*$`,
  'iu',
);
const partEnds = /^["'”)]*\s*(?:$|[.,;!?]|(?:key|or|and|oder|und|ou|et|o|y|e|of|en|eller|och)(?!\p{L}))/iu;
/** `Press a key from 1 to 5`, `on a scale of 1 to 5`: what stands before, between and behind the two. */
const rangeBegins = new RegExp(
  `(?<!\\p{L})(?:${verb}|scale|skala|échelle|escala|scala)(?:,?\\s+\\p{L}+){0,6}\\s*$`,
  'iu',
);
const rangeGoesOn = /^\s*(?:to|through|thru|till|and|bis|und|à|a|al|et|y|e|hasta|tot|[-–])\s*$/iu;

const countGoesOn = /^[\s-]*(?:to|through|thru|till|and|or|bis|und|oder|à|ou|et|a|al|o|y|e|hasta|tot|of|[-–])\s*$/iu;

/** A key that a prompt names, and what the prompt says about it. */
interface Announcement {
  readonly key: string;
  /** The words that go with it: between it and the next key, or between the key before and it, as the sentence is built. */
  readonly about: string;
}

/** The keys that a prompt tells the caller to press, in its order: `Press 1 for sales or two for support` names 1 and 2. */
export function announcedKeys(prompt: string): readonly string[] {
  return [...new Set(announcements(prompt).map(({ key }) => key))];
}

/** Characters of a prompt that are read: more than two minutes of speech. */
const maxText = 2000;

export function announcements(prompt: string): readonly Announcement[] {
  return prompt
    .slice(0, maxText)
    .split(/(?<=[.!?\n])\s+/)
    .flatMap(ofSentence);
}

function ofSentence(sentence: string): readonly Announcement[] {
  const found: { readonly keys: readonly string[]; readonly start: number; readonly end: number }[] = [];
  // What stands behind a count may be one as well: `two digits for the month, two for the day`.
  let countEnds: number | undefined;
  for (const { 0: text, index } of sentence.matchAll(token)) {
    if (text.toLowerCase() === 'um' && !countsWithUm.test(sentence)) continue;
    const [before, after] = [sentence.slice(0, index), sentence.slice(index + text.length)];
    const [last, end] = [found.at(-1), index + text.length];
    const word = words[text.toLowerCase()];
    const key = word ?? text;
    const between = last && sentence.slice(last.end, index);
    const range = last && between && rangeGoesOn.test(between) ? keysBetween(last.keys, key) : [];
    const begins = rangeBegins.test(sentence.slice(0, last?.start));
    if (last && range.length > 0 && begins && !counted.test(after)) {
      found.splice(-1, 1, { keys: range, start: last.start, end });
      continue;
    }
    const isCount = counted.test(after) || isRangeCounted(after) || (vague.test(before) && !isAlone(after));
    const asked = (afterVerb.test(before) || beforeVerb.test(after)) && !isCount;
    const isCountToo = countEnds !== undefined && !last && !hasVerb.test(sentence.slice(countEnds, index));
    if (counted.test(after)) countEnds = end;
    const explained =
      !isCountToo && beforePurpose.test(after) && partBegins.test(before) && (!word || hasVerb.test(before));
    const continued = between !== undefined && continuation.test(between) && !counted.test(after);
    const repeated = between !== undefined && parallel.test(between) && partEnds.test(after);
    const opensRange = !isCount && rangeBegins.test(before) && rangeGoesOn.test(firstGap(after));
    if (asked || explained || continued || repeated || opensRange) found.push({ keys: [key], start: index, end });
  }
  const isBehind = beforePurpose.test(sentence.slice(found[0]?.end));
  const isBefore = !isBehind && /^["'”)]*\s*[.!?]?$/.test(sentence.slice(found.at(-1)?.end));
  return found.flatMap(({ keys, start, end }, index) => {
    const [from, to] = [found[index - 1]?.end ?? 0, found[index + 1]?.start ?? sentence.length];
    const about = `${isBehind ? '' : sentence.slice(from, start)} ${isBefore ? '' : sentence.slice(end, to)}`;
    return keys.map((key) => ({ key, about }));
  });
}

/** Nothing follows that the number could count. */
function isAlone(after: string): boolean {
  return (
    partEnds.test(after) ||
    beforePurpose.test(after) ||
    /^["'”)]*\s*(?:now|then|at|on|followed|otherwise)\b/i.test(after)
  );
}

/** The number begins a range of what is counted: `4 to 8 digits`, `a 4- or 8-digit number`. */
function isRangeCounted(after: string): boolean {
  const gap = firstGap(after);
  const next = after.slice(gap.length).match(token)?.[0];
  if (next === undefined || !countGoesOn.test(gap)) return false;
  return counted.test(after.slice(gap.length + next.length));
}

/** What stands before the next key, if there is one. */
function firstGap(text: string): string {
  const next = [...text.matchAll(token)][0];
  return next ? text.slice(0, next.index) : '';
}

/** The keys of a range that goes up: from 1 to 5, not from 9 to 5. */
function keysBetween([from]: readonly string[], to: string): readonly string[] {
  const [low, high] = [Number(from), Number(to)];
  return low < high ? Array.from({ length: high - low + 1 }, (_, index) => String(low + index)) : [];
}
