import { expect, _baseTest as test } from '@playwright/test';
import { difference } from '../../suites/state/difference.ts';

const page = (events: readonly unknown[], more: object = {}) => ({ status: 200, body: { events, ...more } });
const [created, gathered, completed] = ['call.created', 'call.gathered', 'call.completed'].map((event) => ({ event }));

test('an event that is missing is named, and not the first one of the list', () => {
  expect(difference(page([created, gathered, completed]), page([created, completed]))).toBe(
    'at /body/events 3 entries became 2; gone: {"event":"call.gathered"}',
  );
});

test('an event that is kept twice is said to come once more', () => {
  expect(difference(page([created, gathered]), page([created, gathered, gathered]))).toBe(
    'at /body/events 2 entries became 3; new, once more: {"event":"call.gathered"}',
  );
});

test('of an entry that changed, the member that did is shown', () => {
  const long = { event: 'call.gathered', text: 'x'.repeat(500) };
  expect(difference(page([{ ...long, digits: '12' }]), page([{ ...long, digits: '13' }]))).toBe(
    'at /body/events/*/digits an entry changed: "digits" "12" became "13"',
  );
});

test('what varies by itself is left out', () => {
  const [one, other] = [7, 9].map((age) => page([{ ...created, age }], { status: age === 7 ? 'open' : 'closed' }));
  expect(difference(one, other, new Set(['/body/events/*/age']))).toBe('at /body/status "open" became "closed"');
});

test('of a page in HTML what a person sees is shown', () => {
  const html = (rows: readonly string[], style = 'a') => ({
    status: 200,
    body: `<html><body class="${style}"><table><tr>${rows.map((row) => `<tr><td>${row}</td></tr>`).join('')}</table></body></html>`,
  });
  expect(difference(html(['call.created', 'Status: open']), html(['call.created', 'Status: <b>closed</b>']))).toBe(
    'in the text of the page "Status: open" became "Status: closed"',
  );
  expect(difference(html(['call.created']), html(['call.created'], 'b'))).toBe(
    String.raw`in the text of the page "<body class = \" a \" >" became "<body class = \" b \" >"`,
  );
});
