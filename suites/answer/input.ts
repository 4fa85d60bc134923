import fc from 'fast-check';
import { callShape } from '../arbitraries/call-context.ts';
import { callVariables } from '../arbitraries/call-variables.ts';
import { extraFields } from '../arbitraries/extra-fields.ts';
import { forAll } from '../property.ts';
import { NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { assertPlayable, plainAnswer, problemBeyond } from './plain.ts';
import { comparison } from './same.ts';

export const anyCall: Requirement = {
  id: 'answer.input.any-call',
  clause: 'answer-input-any-call',
  title: 'answers every valid call',
  needs: ['answer'],
  assumes: ['Q1', 'Q2'],
  hint: 'Treat numbers as E.164 text of up to 15 digits and ids as opaque text.',
  async check(bench) {
    const usual = await plainAnswer(bench);
    // A direction that is never answered well is blamed by what is wrong with its answers.
    const outbound = await bench.answer({ call: bench.newCall({ direction: 'outbound' }) });
    const only = problemBeyond(usual, outbound) ? ({ direction: 'inbound' } as const) : {};
    await forAll(bench, callShape(), async ({ idEnding, ...context }) => {
      const call = bench.newCall({ ...context, ...only });
      assertPlayable(
        await bench.answer({ call: { ...call, id: call.id + idEnding } }),
        'a valid answer to a valid call',
        usual,
      );
    });
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
  async check(bench) {
    const usual = await plainAnswer(bench);
    const compare = await comparison(bench);
    await forAll(bench, extraFields(fc.string({ unit: 'grapheme', maxLength: 20 })), async (extra) => {
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

const optional = ['application_id', 'customer_id', 'direction', 'from', 'to', 'status'];

export const missingOptional: Requirement = {
  id: 'answer.input.missing-optional',
  clause: 'answer-input-missing-optional',
  title: 'tolerates an answer request that carries less than we assume',
  needs: ['answer'],
  assumes: ['Q1', 'Q2'],
  hint: 'Which fields arrive is not documented: have a default for each but the call id.',
  async check(bench) {
    if (bench.options.assumptions.Q2 === 'nothing') throw new NotApplicable('the request carries nothing (Q2=nothing)');
    const usual = await plainAnswer(bench);
    await forAll(bench, fc.subarray(optional, { minLength: 1 }), async (missing) => {
      const fields = Object.fromEntries(missing.map((name) => [name, undefined]));
      const answered = await bench.answer({ call: bench.newCall(), fields });
      assertPlayable(answered, `a valid answer without ${missing.join(', ')}`, usual);
    });
  },
};

export const variables: Requirement = {
  id: 'answer.input.variables',
  clause: 'answer-input-variables',
  title: 'survives any call variables',
  needs: ['answer'],
  assumes: ['Q1', 'Q2'],
  hint: 'Variables hold any text: names of up to 128, values of up to 4,096 characters.',
  async check(bench) {
    const usual = await plainAnswer(bench);
    if (usual.exchange.request.method !== 'POST') {
      throw new NotApplicable('the answer request is a GET, which carries no variables');
    }
    await forAll(bench, callVariables(), async (all) => {
      const answered = await bench.answer({ call: bench.newCall(), variables: all });
      assertPlayable(answered, 'a valid answer with these variables', usual);
    });
  },
};
