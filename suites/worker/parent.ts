/**
 * Ends the test runner and its workers once the command that started them is gone, however it went: the system then
 * closes its end of our standard input. The guard of the integration hears of it in the same way.
 */
export function endWithParent(): void {
  const isWorker = process.env.TEST_WORKER_INDEX !== undefined;
  if (process.env.MVK_PLAN === undefined || isWorker) return;
  const end = (): void => void process.kill(0, 'SIGKILL');
  process.stdin.once('end', end).once('error', end).resume().unref();
}
