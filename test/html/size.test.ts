import { expect, type Page, _baseTest as test } from '@playwright/test';
import { html } from '../../reporters/html/index.ts';
import { catalogue, type Graph, type Result } from '../../spec/index.ts';
import { failing, flow, reportOf, resultOf } from '../report/reports.ts';
import { close, open, withBrowser } from './browser.ts';

withBrowser();

/** Results as of the catalogue, over and over; each tenth of them has failed when that is asked for. */
function many(count: number, failed: (index: number) => boolean): Result[] {
  const [violation] = failing.results.find(({ violations }) => violations)?.violations ?? [];
  return Array.from({ length: count }, (_, index) => {
    const { id } = catalogue[index % catalogue.length] ?? { id: 'a.b.c' };
    const plain = { ...resultOf(id, failed(index) ? 'failed' : 'passed'), id: `${id}-${index}` };
    return failed(index) && violation
      ? ({ ...plain, violations: [{ ...violation, actual: `value ${index}` }] } as Result)
      : plain;
  });
}

/** A tree of menus with three ways on, and ten that ask again. */
function menus(count: number): Graph {
  const isMenu = (place: number) => 3 * place + 1 < count;
  const nodes = Array.from({ length: count }, (_, place): Graph['nodes'][number] => {
    const prompt = `Menu ${place}: press 1 for sales, 2 for support or 3 for somebody who knows.`;
    const gather = { name: 'gather', parameters: { prompt, num_digits: 1 } } as const;
    const transfer = { name: 'transfer', parameters: { destination: '+12025550111' } } as const;
    const menu = isMenu(place);
    const path = ['1', '2'];
    return {
      id: `n${place + 1}`,
      path,
      actions: [menu ? gather : transfer],
      ends: menu ? 'gather' : 'transfer',
      announced: menu ? ['1', '2', '3'] : [],
    };
  });
  const edges = nodes.flatMap(({ id }, place) =>
    !isMenu(place)
      ? []
      : [...'1234567890*#'].map((input, way) => ({
          from: id,
          input,
          to: way < 3 && 3 * place + way + 2 <= count ? `n${3 * place + way + 2}` : id,
        })),
  );
  return { ...flow, nodes, edges };
}

test('3,000 rows and a drawing of 40 places take less than 400 kB', () => {
  expect(
    html(
      reportOf(
        many(3000, () => false),
        { flow: menus(40) },
      ),
    ).length,
  ).toBeLessThan(400_000);
});

for (const [name, failed] of [
  ['each failed', () => true],
  ['each tenth failed', (index: number) => index % 10 === 0],
] as const) {
  test(`5,000 results, ${name}, and 500 places take less than 5 MB, and none is lost`, () => {
    const results = many(5000, failed);
    const page = html(reportOf(results, { flow: menus(500) }));
    expect(Buffer.byteLength(page)).toBeLessThan(5_000_000);
    const bad = results.filter(({ outcome }) => outcome === 'failed');
    expect(bad.filter(({ id }) => !page.includes(`id="${id}"`))).toEqual([]);
  });
}

test('strings of 5 MB are cut, and it is said where the whole is', () => {
  const long = '"<&\u202e'.repeat(1_250_000);
  const [violation] = failing.results[2]?.violations ?? [];
  const exchange = {
    request: {
      method: 'POST',
      url: `http://127.0.0.1/${long}`,
      headers: { [long]: long },
      body: JSON.stringify([long, long]),
    },
    response: { status: 200, headers: { a: long }, body: long },
    durationMs: 1,
  };
  const attacked = {
    ...violation,
    expected: long,
    actual: long,
    where: `/${long}`,
    hint: long,
    replay: long,
    exchanges: [exchange],
  };
  const page = html(
    reportOf([resultOf('a.b.c', 'failed', { title: long, reason: long, source: long, violations: [attacked] })]),
  );
  expect(page.length).toBeLessThan(1_000_000);
  expect(page).toContain('5,000,000 characters in all; the whole is in report.json');
});

/** Milliseconds until a page answers to its first filter. */
async function interactive(page: Page): Promise<number> {
  await page.reload();
  const { loaded } = await page.evaluate<{ loaded: number }>(
    '({ loaded: performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd })',
  );
  const filtered = await page.evaluate<number>(`new Promise((resolve) => {
    const start = performance.now();
    const search = document.querySelector('input[type="search"]');
    if (search) { search.value = 'webhook'; search.dispatchEvent(new Event('input', { bubbles: true })); }
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
  })`);
  return loaded + filtered;
}

test('the page of 5,000 results answers almost as soon as an empty one', async () => {
  const blank = html(reportOf([], { verdict: 'incomplete' }));
  const big = html(
    reportOf(
      many(5000, (index) => index % 10 === 0),
      { flow: menus(500) },
    ),
  );
  const [small, large] = [await open(blank), await open(big)];
  const times: [number, number][] = [];
  for (let round = 0; round < 3; round++) times.push([await interactive(small.page), await interactive(large.page)]);
  const best = (side: 0 | 1) => Math.min(...times.map((each) => each[side]));
  if (process.env.SHOW) process.stdout.write(`${JSON.stringify(times)}\n`);
  expect(best(1) / best(0)).toBeLessThan(40);
  await expect(large.page.locator('#shown')).toContainText('of 5,000');
  await close(small);
  await close(large);
});
