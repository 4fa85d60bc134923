import { expect, _baseTest as test } from '@playwright/test';
import { junit } from '../../reporters/formats/junit.ts';
import { terminal } from '../../reporters/formats/terminal.ts';
import { type Report, type Result, validators } from '../../spec/index.ts';
import { closeAll, server } from '../raw-server.ts';
import { parseXml } from '../report/strict-xml.ts';
import { checkArea } from './check.ts';
import { hostiles } from './inputs/index.ts';

/** One test for each hostile server, as answer_url or as webhook_url. */
export function testHostiles(side: 'answer' | 'webhook'): void {
  test.afterEach(closeAll);

  for (const { name, talk, [side]: finding, meets = /^$/, waits } of hostiles) {
    test(`${side}: ${name}`, async () => {
      const { url } = await server(talk);
      const report = await checkArea(
        side,
        side === 'answer' ? { answerUrl: url } : { webhookUrl: url },
        waits ? 600 : 5000,
      );
      await isWhole(report);
      const judged = report.results.map(({ id, outcome, reason }) => `${outcome} ${id} ${reason ?? ''}`).join('\n');
      expect(
        ids(report, /^passed/).filter((id) => !meets.test(id)),
        judged,
      ).toEqual([]);
      const kit = report.results.filter(({ reason = '' }) => /^a fault of the kit|^could not tell/.test(reason));
      expect(kit, 'nothing that happens to it is the fault of the kit').toEqual([]);
      if (finding === undefined) return expect(ids(report, /failed/), judged).toEqual([]);
      const [id, words] = finding;
      const found = report.results.find((result) => result.id === id);
      expect(found?.outcome, judged).toMatch(/failed|warned/);
      expect(found?.violations?.[0]?.actual).toMatch(words);
    });
  }
}

const ids = ({ results }: Report, outcome: RegExp): readonly string[] =>
  results.filter((result: Result) => outcome.test(result.outcome)).map(({ id }) => id);

/** Every report can be made of it, and is what it must be. */
async function isWhole(report: Report): Promise<void> {
  const { report: validate } = await validators('report');
  expect(validate(JSON.parse(JSON.stringify(report))), JSON.stringify(validate.errors)).toBe(true);
  expect(() => parseXml(junit(report))).not.toThrow();
  const shown = terminal(report, { width: 80, color: false, reportDir: 'mvk-report' });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  expect(shown).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]|^\s*::/m);
}
