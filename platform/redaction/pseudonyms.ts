import { createHmac, randomBytes } from 'node:crypto';

/** Reserved for fiction (+1 NPA 555 01xx), or the numbers of MiniVoice's documentation. */
const fictional = /^(?:1(?:[2-9]\d{2}55501\d{2}|555123\d{4})|442079460\d{3}|999\d*)$/;

/** Whether digits, country code first, are a reserved number. */
export function isFictional(digits: string): boolean {
  return fictional.test(digits);
}

/** One number, one pseudonym, in every process that knows the same secrets; keyed, so that numbers cannot be guessed by trying. */
export function pseudonyms(secrets: readonly string[]): (digits: string) => string {
  const key = secrets.join('\0') || randomBytes(32);
  const given = new Map<string, string>();
  const taken = new Set<string>();
  return (digits) => {
    const known = given.get(digits);
    if (known) return known;
    let index = createHmac('sha256', key).update(digits).digest().readUInt32BE(0) % 80_000;
    while (taken.has(fiction(index)) && taken.size < 80_000) index = (index + 1) % 80_000;
    taken.add(fiction(index));
    given.set(digits, fiction(index));
    return fiction(index);
  };
}

/** One of 80,000 numbers that are reserved for fiction. */
export function fiction(index: number): string {
  const place = index % 80_000;
  return `1${200 + Math.floor(place / 100)}55501${String(place % 100).padStart(2, '0')}`;
}
