import fc from 'fast-check';
import { judgeAnswer } from '../../spec/answer/answer.ts';
import { cellName, contractCells, errorCodes, eventNames, operations } from '../../spec/index.ts';
import { membersAtLimits } from '../../suites/api/responses/members-at-limits.ts';
import { kinds } from '../../suites/arbitraries/schema/cell.ts';
import { cellsOf } from '../../suites/arbitraries/schema/compile.ts';

/** Prints what a changed copy of the contract makes of its additions. Runs in the copy. */
const judged = (parameters: object) =>
  judgeAnswer(Buffer.from(JSON.stringify({ actions: [parameters] }))).findings.map(
    ({ clause, pointer }) => `${clause} at ${pointer}`,
  );

const cases = (file: string) =>
  kinds.flatMap((kind) =>
    cellsOf(file, kind).map(({ pointer, keyword, what, value }) => {
      const [made] = fc.sample(value(), { seed: 1, numRuns: 1 });
      return { case: `${kind} ${pointer} ${keyword}: ${what}`, value: made };
    }),
  );

console.log(
  JSON.stringify({
    cases: ['events/call.fictional', 'actions/mute', 'actions/gather'].flatMap(cases),
    events: eventNames,
    codes: Object.keys(errorCodes),
    responded: [0, 1].flatMap((seed) => membersAtLimits('createCall', seed)),
    ofCreateCall: operations.createCall.errors,
    cells: contractCells().map(cellName),
    judged: {
      value: judged({ mute: { direction: 'fictional' } }),
      noValue: judged({ mute: { direction: 'factual' } }),
      limit: judged({ gather: { prompt: 'x'.repeat(77) } }),
      beyond: judged({ gather: { prompt: 'x'.repeat(78) } }),
    },
  }),
);
