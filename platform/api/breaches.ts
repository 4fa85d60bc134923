import { counted, type ErrorCode } from '../../spec/index.ts';
import type { Fault } from './faults/faults.ts';
import { ambiguous, errorsWith, variantsOf } from './laws.ts';

/** An API client as the laws of error handling see it: behind a trigger (`suites/api`), or in this process (`nock`). */
export interface Client<Trial> {
  /** What comes of it when each request of its operation meets this fault; the laws may share it. */
  trialOf(fault: Fault): Promise<Trial>;
  /** The same, in a new trial. */
  newTrialOf(fault: Fault): Promise<Trial>;
  /** How often it asked for its operation. */
  count(trial: Trial): number;
  words(trial: Trial): string;
  /** Whether two trials have the same outcome but for what varies by itself; `fault` is the fault of the first. */
  same(one: Trial, other: Trial, fault: Fault): Promise<boolean>;
  /** Why a trial looks like a crash and not like a decision, if it does. */
  crashOf(trial: Trial): Promise<string | undefined>;
  isTakenForSuccess(trial: Trial): Promise<boolean>;
}

/** A place where a client breaks a law. */
export interface Breach<Trial> {
  /** Breaches of one kind have one reason. */
  readonly kind: string;
  readonly expected: string;
  readonly actual: string;
  /** Error codes or situations in which it shows. */
  readonly cases: readonly string[];
  readonly trial: Trial;
}

/** One thing that a law asks; asked again, it makes a new trial of all that need not be shared. */
type Question<Trial> = () => Promise<Breach<Trial> | undefined>;
export type Questions<Trial> = AsyncGenerator<Question<Trial>>;

type ErrorFault = Extract<Fault, { kind: 'error' }>;
export type Variant = readonly [string, ErrorFault];

/** It decides by the code alone. `chosen` are the variants that are worth their time, by how it took the code as it is. */
export async function* decidesByCode<Trial>(
  client: Client<Trial>,
  codes: readonly ErrorCode[],
  chosen: (base: Trial, variants: readonly Variant[]) => readonly Variant[],
): Questions<Trial> {
  for (const code of codes) {
    const fault: Fault = { kind: 'error', code };
    const base = await client.trialOf(fault);
    if (client.count(base) === 0) continue;
    for (const [what, variant] of chosen(base, Object.entries(variantsOf(code)))) {
      yield async () => {
        const trial = await client.newTrialOf(variant);
        if (await client.same(base, trial, fault)) return undefined;
        const expected = `the same outcome for ${code} with ${what} as without (${client.words(base)})`;
        const kind = variant.status ? 'status' : what;
        return { kind, expected, actual: client.words(trial), cases: [code], trial };
      };
    }
  }
}

/** Codes of different groups lead to different outcomes. */
export async function* distinguishes<Trial>(
  client: Pick<Client<Trial>, 'trialOf' | 'words'>,
  groups: readonly (readonly string[])[],
  areAlike: (one: Trial, other: Trial) => Promise<boolean>,
): Questions<Trial> {
  const met: { readonly group: number; readonly code: string; readonly trial: Trial }[] = [];
  for (const [group, codes] of groups.entries()) {
    for (const code of codes) met.push({ group, code, trial: await client.trialOf({ kind: 'error', code }) });
  }
  for (const [at, one] of met.entries()) {
    for (const other of met.slice(at + 1).filter(({ group }) => group !== one.group)) {
      yield async () => {
        if (!(await areAlike(one.trial, other.trial))) return undefined;
        const expected = `${one.code} and ${other.code} to lead to different outcomes`;
        const actual = `${client.words(one.trial)} for both, apart from the code itself`;
        return { kind: 'alike', expected, actual, cases: [one.code, other.code], trial: other.trial };
      };
    }
  }
}

/** An answer that is no success and that a client need not know is neither a crash nor taken for success. */
export async function* survives<Trial>(
  client: Pick<Client<Trial>, 'words' | 'crashOf' | 'isTakenForSuccess'>,
  faults: Readonly<Record<string, Fault>>,
  meet: (fault: Fault) => Promise<Trial>,
): Questions<Trial> {
  for (const [what, fault] of Object.entries(faults)) {
    yield async () => {
      const trial = await meet(fault);
      const crash = await client.crashOf(trial);
      if (crash) return { kind: 'crash', expected: `an outcome for ${what}`, actual: crash, cases: [what], trial };
      if (!(await client.isTakenForSuccess(trial))) return undefined;
      const expected = `${what} not to be taken for success`;
      return { kind: 'taken', expected, actual: client.words(trial), cases: [what], trial };
    };
  }
}

type Counted<Trial> = Pick<Client<Trial>, 'count'>;
type Meet<Trial> = (fault: Fault) => Promise<Trial>;

/** It stops on failures that only a person or time can fix. `once` is how often it asks when nothing goes wrong. */
export function stopsAtFinal<Trial>(
  client: Counted<Trial>,
  once: number,
  codes: readonly ErrorCode[],
  meet: Meet<Trial>,
): Questions<Trial> {
  return asksNoMore(client, once, errorsWith(codes), meet, (code) => `no further request after ${code}`);
}

/** It does not create a call again that may exist already. */
export function createsOnce<Trial>(client: Counted<Trial>, once: number, meet: Meet<Trial>): Questions<Trial> {
  return asksNoMore(client, once, ambiguous, meet, (what) => `no second POST /v1/calls when ${what}`);
}

async function* asksNoMore<Trial>(
  client: Counted<Trial>,
  once: number,
  faults: Readonly<Record<string, Fault>>,
  meet: Meet<Trial>,
  expected: (what: string) => string,
): Questions<Trial> {
  for (const [what, fault] of Object.entries(faults)) {
    yield async () => {
      const trial = await meet(fault);
      const requests = client.count(trial);
      if (requests <= once) return undefined;
      return { kind: 'again', expected: expected(what), actual: counted(requests, 'request'), cases: [what], trial };
    };
  }
}
