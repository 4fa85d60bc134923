import { expect, _baseTest as test } from '@playwright/test';
import { html } from '../../reporters/html/index.ts';
import { escapeHtml as safe } from '../../reporters/text/escape.ts';
import type { Report } from '../../spec/index.ts';
import { failing } from '../report/reports.ts';
import { close, open, serious, withBrowser } from './browser.ts';

withBrowser();

const attacks = [
  '</script><script>document.title="taken"</script>',
  '<!--<script>document.title="taken"',
  ']]></pre></template></style></svg><img src="http://127.0.0.1:9/x" onerror="document.title=1">',
  '"><a href="javascript:document.title=1" onclick="document.title=1">x</a>',
  "'><iframe srcdoc='<script>parent.document.title=1</script>'></iframe>",
  '&lt;b&gt; &amp; &#x3c; {{1+1}} \\u003c/script>',
  'a\u0000b\u0007c\u001b[31md\u009be\ud800f\udc00g\ufffeh\ttab\r\nline',
  'moc.\u202eelpmaxe\u202c \u2066iso\u2069lated \u200b\ufeff\u2028\u{e0041}',
  '::set-output name=a::b ##vso[task.complete]',
];
const hostile = attacks.join(' ');

/** Every text of a report that is no word of our own, replaced; names of members where names are free. */
function attacked(value: unknown, name = ''): unknown {
  const kept = /^(id|name|outcome|level|evidence|verdict|version|startedAt|of|kind|ends|from|to|input|root|node)$/;
  if (typeof value === 'string') return kept.test(name) ? value : `${value} ${hostile}`;
  if (Array.isArray(value)) return value.map((each) => attacked(each, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      name === 'headers' || name === 'parameters' ? `${key}${hostile}` : key,
      attacked(each, isFree(key, value) ? 'text' : key),
    ]),
  );
}

/** Ids of requirements and the name of the integration are anything; those of nodes and actions are ours. */
function isFree(key: string, value: object): boolean {
  return (key === 'id' && 'title' in value) || (key === 'name' && 'capabilities' in value);
}

const report = attacked(failing) as Report;
const sources = attacks.map((source) => ({
  ...(failing.results[1] as Report['results'][number]),
  id: `a.b.${source}`,
  source,
}));
const page_ = html({ ...report, results: [...report.results, ...sources] });

for (const colorScheme of ['light', 'dark'] as const) {
  test(`bytes of the target are text and nothing else, ${colorScheme}`, async () => {
    const opened = await open(page_, { colorScheme, viewport: { width: 375, height: 800 } });
    const { page } = opened;
    const before = await page.title();
    await page.getByRole('checkbox', { name: 'passed' }).check();
    await page.getByRole('checkbox', { name: 'passed' }).uncheck();
    await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
    await page.locator('#node-n1').click();
    await page.getByRole('button', { name: 'presses 1' }).click();
    await page.getByRole('searchbox').fill('</script>');
    await expect(page.locator('.finding:visible').first()).toContainText(
      '</script><script>document.title="taken"</script>',
    );
    await page.getByRole('searchbox').fill('');
    expect(await page.title()).toBe(before);
    expect(await page.locator('img, iframe, object, embed, script:not(#data):not(:last-of-type)').count()).toBe(0);
    const links = await page.evaluate<string[]>(
      "[...document.querySelectorAll('a[href]')].map((each) => each.protocol)",
    );
    expect([...new Set(links)].sort()).toEqual(['file:', 'http:', 'https:']);
    const handlers =
      "[...document.querySelectorAll('*')].flatMap((each) => each.getAttributeNames()).filter((name) => /^on|^style$/.test(name))";
    expect(await page.evaluate(handlers)).toEqual([]);
    const unseen =
      '/[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u200b\\u2028\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\u{e0041}]|\\p{Surrogate}/u';
    expect(await page.evaluate(`${unseen}.exec(document.documentElement.textContent)?.index ?? -1`)).toBe(-1);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
    expect(await serious(page)).toEqual([]);
    await close(opened);
  });
}

test('the policy of the page forbids what is not written in it', async () => {
  const broken = page_.replace(
    '</body>',
    '<script>document.title="taken"</script><img src="http://127.0.0.1:9/"></body>',
  );
  const { page, noise } = await open(broken);
  expect(await page.title()).not.toBe('taken');
  expect(noise.filter((each) => each.includes('Content Security Policy'))).toHaveLength(2);
  await page.context().close();
});

test('every code point is shown, and none of them is obeyed', async () => {
  const opened = await open('<!doctype html><title>x</title><link rel="icon" href="data:,"><p></p>');
  for (let start = 0; start < 0x11_0000; start += 0x4000) {
    const points = Array.from({ length: 0x4000 }, (_, offset) => String.fromCodePoint(start + offset)).join('');
    const escaped = safe(points);
    const read = await opened.page.evaluate<string>(
      `new DOMParser().parseFromString('<p title="' + ${JSON.stringify(escaped)} + '">' + ${JSON.stringify(escaped)} + '</p>', 'text/html').body.firstChild.title`,
    );
    const plain = escaped.replace(
      /&(amp|lt|gt|quot|apos);/g,
      (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'",
    );
    expect(read === plain).toBe(true);
    expect(/[<>"']/.test(escaped)).toBe(false);
  }
  await close(opened);
});
