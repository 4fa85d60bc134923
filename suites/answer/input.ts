import fc from 'fast-check';
import type { CallContext } from '../../platform/events/events.ts';
import { callShape, limitCalls } from '../arbitraries/call-context.ts';
import { callVariables, longestVariables } from '../arbitraries/call-variables.ts';
import { extraFields } from '../arbitraries/extra-fields.ts';
import { hostileTexts } from '../arbitraries/hostile-text.ts';
import { directions } from '../preconditions/matrix.ts';
import { comparison } from '../preconditions/same-answer.ts';
import { assertPlayable, plainAnswer, problemBeyond } from '../preconditions/valid-answer.ts';
import { forAll } from '../property.ts';
import { NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { sinksOf } from './sinks.ts';

export const anyCall: Requirement = {
  id: 'answer.input.any-call',
  clause: 'answer-input-any-call',
  title: 'answers every valid call',
  needs: ['answer'],
  assumes: ['Q1', 'Q2'],
  hint: 'Treat numbers as E.164 text of up to 15 digits and ids as opaque text.',
  async check(bench, note) {
    const usual = await plainAnswer(bench);
    // A direction that is never answered well is blamed by what is wrong with its answers.
    const outbound = await bench.answer({ call: bench.newCall({ direction: 'outbound' }) });
    const only = problemBeyond(usual, outbound) ? ({ direction: 'inbound' } as const) : {};
    const law = async ({ idEnding, ...context }: ReturnType<typeof limitCalls>[number]): Promise<void> => {
      const call = bench.newCall({ ...context, ...only });
      assertPlayable(
        await bench.answer({ call: { ...call, id: call.id + idEnding } }),
        'a valid answer to a valid call',
        usual,
      );
    };
    await forAll(bench, note, callShape(), law, undefined, limitCalls());
  },
};

/** How often a difference must show again before it is blamed on what was different. */
const confirmations = 5;

export const unknownFields: Requirement = {
  id: 'answer.input.unknown-fields',
  clause: 'answer-input-unknown-fields',
  title: 'ignores fields it does not know',
  needs: ['answer'],
  assumes: ['Q1', 'Q2'],
  hint: 'Read the fields you use and ignore all others: MiniVoice adds fields within /v1.',
  async check(bench, note) {
    const usual = await plainAnswer(bench);
    const compare = await comparison(bench);
    await forAll(bench, note, extraFields(fc.string({ unit: 'grapheme', maxLength: 20 })), async (extra) => {
      const call = bench.newCall();
      const plain = await bench.answer({ call });
      const answered = await bench.answer({ call, extra });
      assertPlayable(answered, 'the same answer with unknown fields', usual);
      const [before, after] = [compare(plain, call), compare(answered, call)];
      if (before === after) return;
      // An answer that changes by itself is the fault of another requirement.
      for (let again = 0; again < confirmations; again++) {
        if (compare(await bench.answer({ call }), call) !== before) return;
        if (compare(await bench.answer({ call, extra }), call) !== after) return;
      }
      throw new Violation('the same answer with and without unknown fields', 'another answer', {
        exchanges: [plain.exchange, answered.exchange],
      });
    });
  },
};

const optional = ['application_id', 'customer_id', 'direction', 'from', 'to', 'status', 'variables'] as const;
type Lacking = Readonly<Record<(typeof optional)[number], 'sent' | 'absent' | 'empty'>>;

/** What a request lacks, and of which direction the call is where it says so. */
interface Lack {
  readonly of: CallContext['direction'];
  readonly lacking: Lacking;
}

const nothingLacks: Lacking = Object.assign({}, ...optional.map((name) => ({ [name]: 'sent' })));
const oneLacks: readonly Lack[] = directions.flatMap((of) =>
  optional.flatMap((name) =>
    (['absent', 'empty'] as const)
      // Without a direction the call is not known to be outbound.
      .filter(() => of === 'inbound' || name !== 'direction')
      .map((how) => ({ of, lacking: { ...nothingLacks, [name]: how } })),
  ),
);

export const missingOptional: Requirement = {
  id: 'answer.input.missing-optional',
  clause: 'answer-input-missing-optional',
  title: 'tolerates answer requests without optional fields',
  needs: ['answer'],
  assumes: ['Q1', 'Q2'],
  hint: 'The documentation does not say which fields are always sent: have a default for each except the call id.',
  async check(bench, note) {
    if (bench.options.readings.Q2 === 'nothing') throw new NotApplicable('the request carries nothing (Q2=nothing)');
    const places = await Promise.all(
      (await sinksOf(bench)).map(async (sink) => {
        // A direction that is never answered well is blamed by what is wrong with its answers.
        const outbound = await sink.ask({ fields: { direction: 'outbound' } });
        return { ...sink, isTwoWay: problemBeyond(sink.usual, outbound) === undefined };
      }),
    );
    const lack: fc.Arbitrary<Lack> = fc.record({
      of: fc.constantFrom(...directions),
      lacking: fc.record(
        Object.fromEntries(optional.map((name) => [name, fc.constantFrom('sent', 'absent', 'empty')])),
      ) as fc.Arbitrary<Lacking>,
    });
    const law = async ({ of, lacking }: Lack) => {
      const names = optional.filter((name) => lacking[name] !== 'sent');
      const fields = Object.fromEntries(
        names
          .map((name) => [name, lacking[name] === 'absent' ? undefined : ''])
          .filter(([name]) => name !== 'variables'),
      );
      const without = names.map((name) => `${lacking[name] === 'empty' ? 'a value for ' : ''}${name}`).join(', ');
      for (const { name, ask, usual, isTwoWay } of places) {
        const isOutbound = isTwoWay && of === 'outbound' && lacking.direction === 'sent';
        const all = { ...(isOutbound && { direction: of }), ...fields };
        const answered = await ask({ fields: all, ...(lacking.variables === 'absent' && { variables: null }) });
        const call = isOutbound ? ' to an outbound call' : '';
        assertPlayable(answered, `a valid answer of ${name}${call} without ${without || 'anything missing'}`, usual);
      }
    };
    await forAll(bench, note, lack, law, undefined, oneLacks);
  },
};

/** Variables that programs which put them into an object, a pattern or a database stumble over. */
const hostileVariables: readonly Readonly<Record<string, string>>[] = [
  ...hostileTexts.map((text) => ({ note: text })),
  ...['__proto__', 'constructor', 'toString', '', 'a.b', 'a b', '\u0000', '$where'].map((name) =>
    Object.fromEntries([[name, 'value']]),
  ),
];

export const inputVariables: Requirement = {
  id: 'answer.input.variables',
  clause: 'answer-input-variables',
  title: 'survives any call variables',
  needs: ['answer'],
  assumes: ['Q1', 'Q2'],
  hint: 'Variables hold any text: names of up to 128, values of up to 4,096 characters.',
  async check(bench, note) {
    const usual = await plainAnswer(bench);
    if (usual.exchange.request.method !== 'POST') {
      throw new NotApplicable('the answer request is a GET, which carries no variables');
    }
    const law = async (all: Readonly<Record<string, string>>) => {
      const answered = await bench.answer({ call: bench.newCall(), variables: all });
      assertPlayable(answered, 'a valid answer with these variables', usual);
    };
    for (const limit of longestVariables()) await law(limit);
    await forAll(bench, note, callVariables(), law, undefined, hostileVariables);
  },
};
