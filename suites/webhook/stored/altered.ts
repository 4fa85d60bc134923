import type { Bench } from '../../../platform/bench.ts';
import { gathered, type PlatformEvent } from '../../../platform/events/events.ts';
import { isPage, type Reading } from '../../../platform/state/observe.ts';
import { type EventName, isRecord } from '../../../spec/index.ts';
import { overlapped } from '../../overlapped.ts';
import { isAcknowledged } from '../../preconditions/acknowledged.ts';
import { Violation } from '../../requirement.ts';
import { settled } from '../../state/settled.ts';
import { startedAt } from '../../state/volatile.ts';
import { longLetters, pieceCount } from '../letters.ts';

/** A text in an event, and others that must show as it does. */
interface Carrier {
  readonly name: EventName;
  readonly what: string;
  readonly plain: string;
  readonly others: readonly string[];
  /** As long as it may be: a page may leave it out, or say that it shows no more than its beginning. */
  readonly longest: string;
  /** One whose letters have several bytes each, so that a body is cut within some of them. */
  readonly pieces?: string;
  readonly put: (event: PlatformEvent, text: string) => PlatformEvent;
}

const carriers: readonly Carrier[] = [
  {
    name: 'call.gathered',
    what: 'digits',
    plain: '48395',
    others: ['00425', '*073#', '9007199254740993'],
    longest: '48395062717394058261',
    put: (event, digits) => ({
      ...event,
      data: gathered({ digits, ending: 'enough' }, { num_digits: digits.length }),
    }),
  },
  {
    name: 'call.answered',
    what: 'a call variable',
    plain: 'kestrel',
    others: ['Grüße 😀', `it's "said" \\`, '00425', '1e3'],
    longest: Array.from({ length: 409 }, (_, index) => `kestrel${index + 100}`)
      .join('')
      .padEnd(4_096, '.'),
    pieces: longLetters(300),
    put: (event, note) => ({ ...event, variables: { note } }),
  },
];

/** Text that is stored as another text, where a plain one is shown as it came. Only pages of JSON say so exactly. */
export async function alteredText(bench: Bench): Promise<Violation | undefined> {
  for (const carrier of carriers) {
    const [plain, ...others] = await overlapped([carrier.plain, ...carrier.others], (text) =>
      isKept(bench, carrier, text),
    );
    if (!plain?.isKept) continue;
    for (const [index, text] of carrier.others.entries()) {
      const other = others[index];
      if (!other || other.isKept || !other.isTaken || !isPage(other.reading)) continue;
      // Seen twice: what overlaps may have been mixed up, or is late.
      const { isKept: isSame, reading } = await isKept(bench, carrier, text);
      if (isSame) continue;
      // A page that has gone meanwhile shows nothing of the plain one either.
      if (!(await isKept(bench, carrier, carrier.plain)).isKept) return undefined;
      return new Violation(
        `${carrier.what} ${JSON.stringify(text)} to show as it came, as ${JSON.stringify(carrier.plain)} does`,
        'a page without it',
        { where: 'observed state', exchanges: [reading.exchange] },
      );
    }
    const cut = await cutText(bench, carrier);
    if (cut) return cut;
  }
  return undefined;
}

/** A text that is stored as another one where it arrives in pieces, and as it came where it arrives at once. */
export async function textInPieces(bench: Bench): Promise<Violation | undefined> {
  for (const carrier of carriers.filter(({ pieces }) => pieces !== undefined)) {
    const { pieces = '', what } = carrier;
    const arrives = (count?: number) => isKept(bench, carrier, pieces, count);
    const isLost = async () => {
      const { isKept: isSame, reading, isTaken } = await arrives(pieceCount);
      return isTaken && isPage(reading) && !isSame ? reading : undefined;
    };
    if (!(await arrives()).isKept || !(await isLost())) continue;
    const reading = await isLost();
    if (!reading || !(await arrives()).isKept) continue;
    return new Violation(
      `${what} to show as it came although its body arrived in ${pieceCount} pieces, cut within letters`,
      'a page without it',
      { where: 'observed state', exchanges: [reading.exchange] },
    );
  }
  return undefined;
}

/** Characters by which the beginning of a long text is known. */
const beginning = 10;

/** The longest text, of which the beginning alone is stored. */
async function cutText(bench: Bench, carrier: Carrier): Promise<Violation | undefined> {
  const { what, longest } = carrier;
  const shownCut = async () => {
    const { isKept: isWhole, reading, isTaken, body } = await isKept(bench, carrier, longest);
    const part = isWhole || !isTaken ? undefined : beginningIn(body, longest);
    return part === undefined ? undefined : { part, reading };
  };
  const first = await shownCut();
  const again = first && (await shownCut());
  if (!again || first.part !== again.part || !(await isKept(bench, carrier, carrier.plain)).isKept) return undefined;
  return new Violation(
    `${what} of ${longest.length} characters to show as it came`,
    `the first ${again.part} of them`,
    { where: 'observed state', exchanges: [again.reading.exchange] },
  );
}

/** How many characters of a text are somewhere in a value, from the first on, with nothing that says that there are more. */
function beginningIn(value: Reading['state'], text: string): number | undefined {
  if (typeof value === 'string') {
    const at = value.indexOf(text.slice(0, beginning));
    if (at < 0) return undefined;
    const shown = value.slice(at);
    let length = beginning;
    while (length < shown.length && shown[length] === text[length]) length++;
    return /^\s*[[(]?(?:…|\.\.)/u.test(shown.slice(length)) ? undefined : length;
  }
  const members = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [];
  for (const each of members) {
    const found = beginningIn(each, text);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function isKept(bench: Bench, { name, put }: Carrier, text: string, pieces?: number) {
  const call = bench.newCall();
  const nextEvent = bench.eventsOf(call, startedAt);
  const before = name === 'call.answered' ? [] : [nextEvent('call.answered')];
  await bench.deliver(nextEvent('call.created'));
  for (const event of before) await bench.deliver(event);
  const { status } = await bench.deliver(put(nextEvent(name), text), pieces === undefined ? {} : { pieces });
  const reading = await settled(bench, call.id);
  const shown = isRecord(reading.state) ? reading.state.body : undefined;
  // Only a page of JSON says exactly what is stored.
  const body = isPage(reading) && typeof shown !== 'string' ? shown : undefined;
  return { isKept: holds(body, text), reading, isTaken: isAcknowledged(status), body };
}

/** Whether a text, or the number that reads as it, is somewhere in a value; or in an object that a string holds as JSON, such as a stored body. */
function holds(value: Reading['state'], text: string): boolean {
  if (typeof value === 'string') return value.includes(text) || holds(objectIn(value), text);
  if (typeof value === 'number') return String(value) === text;
  if (Array.isArray(value)) return value.some((each) => holds(each, text));
  return isRecord(value) && Object.values(value).some((each) => holds(each, text));
}

/** The object that a string holds as JSON, whatever stands around it. */
function objectIn(text: string): unknown {
  try {
    return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as unknown;
  } catch {
    return undefined;
  }
}
