/** How many digits a prompt asks for; equal where it names one count. */
interface AskedDigits {
  readonly min: number;
  readonly max: number;
}

const numbers: Readonly<Record<string, number>> = Object.fromEntries(
  [
    [2, 'two zwei deux dos due twee dois'],
    [3, 'three drei trois tres tre drie três'],
    [4, 'four vier quatre cuatro quattro quatro'],
    [5, 'five fünf cinq cinco cinque vijf'],
    [6, 'six sechs sei seis zes'],
    [7, 'seven sieben sept siete sette sete zeven'],
    [8, 'eight acht huit ocho otto oito'],
    [9, 'nine neun neuf nueve nove negen'],
    [10, 'ten zehn dix diez dieci dez tien'],
    [12, 'twelve zwölf douze doce dodici doze twaalf'],
  ].flatMap(([count, names]) =>
    String(names)
      .split(' ')
      .map((name) => [name, Number(count)]),
  ),
);
const count = `(?:\\d{1,2}|${Object.keys(numbers).join('|')})`;
const digitsWord = '(?:digits?|stellig\\p{L}*|ziffern|chiffres|dígitos|cifre|cijfers)';
/** `your 6 digit PIN`, `Ihre vierstellige PIN`, `les 4 chiffres`, `4 to 8 digits`, `zwischen 4 und 8 Ziffern`. */
const counted = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(${count})[\\s-]*(?:to|or|and|bis|oder|und|à|ou|et|a|o|y|e|tot|of|en|-|–)\\s*)?(${count})[\\s-]*${digitsWord}(?!\\p{L})`,
  'giu',
);
/** If a prompt has several counts (`the last 4 digits`), none is certainly the number of digits to enter. */
const part =
  /(?<!\p{L})(?:last|first|letzten?|ersten?|derniers?|premiers?|últimos?|primeros?|ultime|laatste|eerste|up to|at least|at most|to|or|bis zu|bis|mindestens|höchstens)(?!\p{L})\s*(?:die\s+|the\s+|les\s+|los\s+)?$/iu;

/** Behind a count: it is that of one part of what is entered (`2 digits for the day, 2 for the month`, `two digits each`). */
const ofPart =
  /^\s*(?:each|jeweils|jede[rs]?|chacune?|cada|ciascuno|elk|(?:for|für|pour|para|per|voor)\s+(?:(?:the|den|das|die|le|la|el|il|de|het|o|a)\s+|l['’])?(?:day|month|year|hour|minute|tag|monat|jahr|stunde|jour|mois|année|heure|día|mes|año|hora|giorno|mese|anno|ora|dag|maand|jaar|uur|dia|mês|ano))/iu;

/** How many digits a text asks for; undefined where it names no count, or several. */
export function digitsAskedIn(text: string): AskedDigits | undefined {
  const [only, ...others] = [...text.matchAll(counted)];
  if (!only || others.length > 0 || part.test(text.slice(0, only.index))) return undefined;
  if (ofPart.test(text.slice(only.index + only[0].length))) return undefined;
  const max = countOf(only[2] ?? '');
  const min = only[1] === undefined ? max : countOf(only[1]);
  return max > 1 && min > 0 && min <= max ? { min, max } : undefined;
}

function countOf(figure: string): number {
  return numbers[figure.toLowerCase()] ?? Number(figure);
}
