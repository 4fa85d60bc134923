import { expect, test } from 'minivoice-conformance/playwright';

test('1 leads to sales', async ({ phone }) => {
  const call = await phone.call({ from: '+12025550101' });
  expect(call).toHear('Press 1 for sales or 2 for support.');
  await call.press('1');
  expect(call).toHear(/sales/);
  expect(call).toBeTransferredTo('+12025550111');
  await call.hangUp();
  expect(call).toBeAcknowledged();
});

test('a wrong key is said to be wrong', async ({ phone }) => {
  const call = await phone.call();
  await call.press('7');
  expect(call).toHear('We did not catch that.');
  expect(call).toHaveEnded('call.completed');
});

test('a silent caller is let go', async ({ phone }) => {
  const call = await phone.call();
  await call.wait();
  expect(call).toHear('Goodbye.');
  expect(call).not.toBeTransferredTo(/./);
});

test('a busy target is told to the integration', async ({ phone, webhooks }) => {
  const call = await phone.call({ destination: 'busy' });
  await call.press('2');
  expect(call).toHaveEnded('call.failed');
  expect(JSON.stringify(await webhooks.stored(call))).toContain('failed');
});

test('an event that was tampered with is refused', async ({ webhooks }) => {
  expect(await webhooks.send('call.created', { tampered: true })).not.toBeAcknowledged();
});
