import { createRecorder } from '../../fixtures/record/recorder.ts';
import { startTap } from '../../fixtures/wire/tap.ts';

/** The recorder as `mvk record` runs it, in front of `BENCH_TARGET`. */
const target = process.env.BENCH_TARGET ?? '';
const recorder = createRecorder({
  root: process.env.BENCH_ROOT ?? '',
  name: 'call',
  recording: () => ({
    answerUrl: `${target}/answer`,
    webhookUrl: `${target}/webhook`,
    secrets: ['whsec_test_not_a_real_secret_0123456789'],
  }),
});
const { origin } = await startTap({ port: 0, target: () => target, begin: () => recorder.begin('platform') });
console.log(origin);
