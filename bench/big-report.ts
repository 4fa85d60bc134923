import type { Report, Result } from '../spec/index.ts';

/** A run of so many requirements, one in fifty of them failed with an exchange. */
export function bigReport(size: number): Report {
  const results = Array.from({ length: size }, (_, index) => result(index));
  const failed = results.filter(({ outcome }) => outcome === 'failed').length;
  return {
    kit: { version: '0.0.0' },
    spec: { version: '0.0.0' },
    run: { seed: 1, startedAt: '2026-05-29T12:10:00.000Z', durationMs: 60_000, command: 'mvk check' },
    target: { answerUrl: 'http://127.0.0.1:3000/answer', capabilities: ['answer'] },
    verdict: 'nonconformant',
    counts: { passed: size - failed, failed, warned: 0, notApplicable: 0, couldNotRun: 0 },
    results,
  };
}

function result(index: number): Result {
  const isFailed = index % 50 === 0;
  const result = {
    id: `answer.made.number-${index}`,
    title: `keeps promise number ${index}`,
    clause: `answer-made-${index}`,
    level: 'must',
    evidence: 'stated',
    source: 'https://doc.minivoice.eu/docs/actions/overview',
    outcome: isFailed ? 'failed' : 'passed',
    durationMs: 10,
    cases: 100,
    ...(isFailed && {
      violations: [
        {
          expected: 'status 200',
          actual: `status ${500 + (index % 5)}`,
          hint: 'Answer with a 2xx status.',
          replay: `mvk check --only answer.made.number-${index} --seed 1`,
          exchanges: [
            {
              request: { method: 'GET', url: `http://127.0.0.1:3000/answer?call_id=call_${index}`, headers: {} },
              response: {
                status: 500,
                headers: { 'content-type': 'application/json' },
                body: JSON.stringify({ actions: [{ say: { text: `Sorry, number ${index}.` } }] }),
              },
              durationMs: 3,
            },
          ],
        },
      ],
    }),
  };
  return result as Result;
}
