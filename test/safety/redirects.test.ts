import { expect, _baseTest as test } from '@playwright/test';
import { openBench } from '../../platform/open-bench.ts';
import { defaultReadings } from '../../spec/index.ts';
import { checkArea } from '../hostile/check.ts';
import { response, says } from '../hostile/inputs/hostile.ts';
import { closeAll, server } from '../raw-server.ts';

test.afterEach(closeAll);

test('a redirect of the target is a finding, and never followed', async () => {
  let followed = 0;
  const elsewhere = await server((socket) => {
    followed++;
    socket.end();
  });
  for (const status of ['301 x', '302 x', '303 x', '307 x', '308 x', '300 x']) {
    const { url } = await server(says(response('', `Location: ${elsewhere.url}`, status)));
    const answer = await checkArea('answer', { answerUrl: url });
    const webhook = await checkArea('webhook', { webhookUrl: url });
    const failed = [answer, webhook].flatMap(({ results }) => results.filter(({ outcome }) => outcome === 'failed'));
    expect(failed.map(({ id }) => id)).toEqual(['answer.http.success-status', 'webhook.ack.no-redirect']);
  }
  expect(followed).toBe(0);
});

test('a target that redirects to itself for ever costs one request each', async () => {
  const { url } = await server((socket) => void socket.write(response('', 'Location: /', '302 x')));
  const { results } = await checkArea('answer', { answerUrl: url });
  expect(results.find(({ id }) => id === 'answer.http.success-status')?.violations?.[0]?.actual).toBe('status 302');
});

/** Where the clouds keep what nobody else may read, and other places that are not the target. */
const elsewhere = [
  ...['http://169.254.169.254/latest/meta-data', 'http://2852039166/', 'http://0xa9fea9fe/', 'http://[fd00:ec2::254]/'],
  ...['http://[::ffff:169.254.169.254]/', 'http://metadata.google.internal/', 'http://127.0.0.1.nip.invalid/'],
  ...['https://example.com/', 'http://127.0.0.1@192.0.2.1/', 'http://0.0.0.0/', 'ftp://192.0.2.1/'],
];

for (const remote of [false, true]) {
  test(`a redirect action to another host is read and never asked${remote ? ', with --remote too' : ''}`, async () => {
    for (const target of elsewhere) {
      const body = JSON.stringify({ actions: [{ redirect: { url: target } }] });
      const { url } = await server(says(response(body)));
      const options = {
        answerUrl: url,
        readings: defaultReadings,
        budgets: { answerMs: 1000, ackMs: 1000 },
        seed: 1,
        runs: 1,
      };
      const bench = await openBench(options, ['answer', ...(remote ? (['remote'] as const) : [])]);
      const asked: string[] = [];
      const { answer } = bench;
      bench.answer = (request) => {
        asked.push(request.url ?? url);
        return answer(request);
      };
      const { steps } = await bench.call();
      await bench.close();
      expect(asked, target).toEqual([url]);
      const end = steps.at(-1);
      expect(end?.kind === 'end' && end.by, target).toMatch(/redirected elsewhere|no valid answer/);
    }
  });
}
