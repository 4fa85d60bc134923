import { _baseTest as test } from '@playwright/test';
import { expectClean, expectWrong, needs } from './check.ts';

needs('php');

test('PHP is clean', async () => {
  // PHP's own server handles one request after another: whether two overlap at the API depends on the machine.
  await expectClean('php', [/^api\.calls\.isolated$/]);
});

test('a client that goes by the status is found', async () => {
  await expectWrong('php', 'php -d display_errors=stderr -S 127.0.0.1:$PORT wrong.php', 'api.error.*', [
    'api.error.by-code',
    'api.error.distinguished',
  ]);
});
