import fc from 'fast-check';
import type { Received } from '../../platform/http/client.ts';
import { withParameters } from '../../platform/http/request-target.ts';
import { isSuccess } from '../../spec/index.ts';
import { hostileText } from '../arbitraries/hostile-text.ts';
import { assertNoLeak, runSecrets } from '../leaks.ts';
import { seenAnswers } from '../preconditions/sample-call.ts';
import { forAll } from '../property.ts';
import { Blocked, type Requirement } from '../requirement.ts';
import { testing } from '../testing-parameters.ts';

const fields = ['from', 'to', 'status', 'direction', 'application_id', 'customer_id', 'digits'];

export const secretsAbsent: Requirement = {
  id: 'answer.secrets.absent',
  clause: 'answer-secrets-absent',
  title: 'shows no secret and no stack trace',
  needs: ['answer'],
  hint: 'Answer errors with a plain sentence and log the details; turn off the debug pages of the framework.',
  async check(bench, note) {
    const secrets = runSecrets(bench);
    let [judged, answers] = [0, 0];
    const judge = (exchange: Received): void => {
      if (!assertNoLeak(exchange, secrets)) return;
      judged++;
      if (isSuccess(exchange.response?.status)) answers++;
    };
    for (const { answered } of await seenAnswers(bench)) {
      judge(answered.exchange);
      if (answered.exchange.failure?.kind === 'timeout') {
        throw new Blocked('the answer URL does not respond', 'answer.http.reachable');
      }
    }
    const url = bench.options.answerUrl ?? '';
    const call = bench.newCall();
    const bare = [
      { method: 'GET', url },
      { method: 'POST', url, body: '', headers: { 'Content-Type': 'application/json' } },
      { method: 'POST', url, body: '{"call":', headers: { 'Content-Type': 'application/json' } },
      { method: 'POST', url, body: 'null', headers: { 'Content-Type': 'application/json' } },
      { method: 'PUT', url, body: 'x', headers: { 'Content-Type': 'text/plain' } },
    ];
    for (const request of bare) judge(await bench.send({ ...request, mayFail: true }));
    judge((await bench.answer({ call, url: withParameters(url, new URLSearchParams(testing)) })).exchange);
    const request = fc.tuple(fc.constantFrom(...fields), fc.option(hostileText(), { nil: undefined }));
    await forAll(bench, note, request, async ([field, text]) => {
      const { exchange } = await bench.answer({ call, fields: { [field]: text } });
      judge(exchange);
    });
    if (judged === 0) throw new Blocked('no complete response', 'answer.http.reachable');
    if (answers === 0) throw new Blocked('only errors, and no answer', 'answer.http.success-status');
  },
};
