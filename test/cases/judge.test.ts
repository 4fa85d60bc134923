import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import { actionNames } from '../../spec/answer/actions.ts';
import { judgeAnswer } from '../../spec/answer/answer.ts';
import type { AnswerFault } from '../../spec/answer/answer-fault.ts';
import type { Readings } from '../../spec/run/readings.ts';
import { isRecord } from '../../spec/text/json.ts';
import type { SchemaCell } from '../../suites/arbitraries/schema/cell.ts';
import { cellsOf } from '../../suites/arbitraries/schema/compile.ts';

/** The readings that allow what is seen in examples only. */
const accepting: Readings = { Q8: 'accept', Q14: 'accept', Q15: 'accept' };
const valuesOf = ({ value }: SchemaCell) => fc.sample(value(), { seed: 20, numRuns: 3 });

function findings(action: unknown): readonly AnswerFault[] {
  return judgeAnswer(Buffer.from(JSON.stringify({ actions: [action] })), accepting).findings;
}

/** An undocumented field is shown at its own place, all else where the keyword stands. */
function placeIn(parameters: unknown, { pointer, keyword }: SchemaCell, at: string): string {
  if (keyword !== 'additionalProperties' || !isRecord(parameters)) return `${at}${pointer}`;
  const strange = Object.keys(parameters).find((name) => name.startsWith('x_future_'));
  return `${at}${pointer}/${strange}`;
}

for (const name of actionNames) {
  test(`${name}: the judge refuses each invalid case at its place`, () => {
    for (const cell of cellsOf(`actions/${name}`, 'invalid')) {
      for (const value of valuesOf(cell)) {
        const found = findings({ [name]: value });
        const wanted = placeIn(value, cell, `/actions/0/${name}`);
        expect(
          found.map(({ pointer }) => pointer),
          `${cell.schemaPointer} ${cell.what}`,
        ).toContain(wanted);
        const places = new Set(found.map(({ pointer }) => pointer));
        expect([...places], `${cell.schemaPointer} ${cell.what}`).toEqual([wanted]);
      }
    }
  });

  test(`${name}: the judge accepts each boundary case, keyed and typed`, () => {
    for (const cell of cellsOf(`actions/${name}`, 'boundary')) {
      for (const value of valuesOf(cell)) {
        expect(findings({ [name]: value }), `${cell.schemaPointer} ${cell.what}`).toEqual([]);
        if (!isRecord(value)) continue;
        expect(findings({ ...value, type: name }), `${cell.schemaPointer} ${cell.what}, typed`).toEqual([]);
      }
    }
  });
}
