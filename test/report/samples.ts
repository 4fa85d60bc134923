import type { Coverage, Exchange, Report, Result } from '../../spec/index.ts';
import { reportOf, resultOf } from './reports.ts';

/** A word that must be found again wherever a text was written. */
const canary = 'canary-7f3a';

/** What a terminal, a CI log, XML, HTML, Markdown, SARIF and GitHub would obey; one attack each. */
export const attacks: readonly string[] = [
  '\u001b[31mred\u001b[0m\u001b]0;title\u0007',
  '\u009b2J\u0085next\u007f',
  'over\rwritten',
  'line\n::set-output name=a::b\n  ::error file=x::y',
  '##vso[task.complete]##[error]x',
  'a%0A::error::b%25',
  ']]></failure><testcase name="no"/><![CDATA[',
  '<!-- --> </script><script>alert(1)</script><img src=x onerror=alert(1)>',
  '</title><text>no</text>',
  '" onload="x\' y=\'',
  '&lt;b&gt; &amp;#64; &#0;',
  '```\n# heading\n- item\n> quote\n\n---\n',
  '`code` ``two`` ~~struck~~ **bold** _slant_ $x$ $$y$$',
  '| a | b |\n| --- | --- |',
  '[text](https://example.com/x) ![image](https://example.com/y.png) [text]: https://example.com',
  '@octocat and @example/team, #123, GH-7, owner/repo#9, deadbeefdeadbeefdeadbeefdeadbeefdeadbeef',
  'https://example.com/z www.example.com someone@example.com',
  '</details></summary></pre></code></table>',
  'a\ud800b \udfff',
  'nul\0nul \ufffe \uffff',
  '\u202eright to left\u2066\u200b\ufeff\u2028\u2029\u{e0041}',
  '{0} {{1}} $' + '{x} %s \\ \\n',
];

export const hostile: string = `${canary} ${attacks.join(' ')} ${canary}`;
export const endless: string = `${canary}${'🙂`|<'.repeat(1_000_000)}`;

const replay = 'mvk check --answer-url http://127.0.0.1:3000/answer --only sample.hostile.text --seed 42';
const source = 'https://doc.minivoice.eu/docs/applications/webhook-url';

function exchange(text: string): Exchange {
  const url = `http://127.0.0.1:3000/hook?q=${text.slice(0, 10_000)}`;
  return {
    request: { method: 'POST', url, headers: { 'X-Text': text.slice(0, 10_000) }, body: text },
    response: { status: 200, headers: { 'content-type': text.slice(0, 10_000) }, body: text },
    durationMs: 12,
  };
}

const numbers = { clauses: 5, named: 5, emitted: 3, proven: 4 };
const coverage: Coverage = {
  total: numbers,
  areas: { sample: numbers },
  selected: 5,
  percent: 60,
  missing: { named: [], emitted: ['sample-not-applicable', 'sample-could-not-run'], proven: ['sample-passed'] },
};

/** A report in which every text is hostile; `body` stands for what targets say at length. */
export function hostileReport(text: string = hostile, body: string = text): Report {
  const results: readonly Result[] = [
    resultOf('sample.plain.passed', 'passed', { cases: 20 }),
    resultOf('sample.hostile.text', 'failed', {
      title: text,
      assumptions: ['Q1=get-then-post', text],
      violations: [{ expected: text, actual: body, where: text, hint: text, exchanges: [exchange(body)], replay }],
    }),
    resultOf('sample.hostile.warned', 'warned', {
      level: 'should',
      source: `javascript:${text}`,
      violations: [
        {
          expected: 'a body',
          actual: text,
          exchanges: [],
          replay: text,
          conversation: { lines: [text], replay: text },
        },
      ],
    }),
    resultOf('sample.hostile.reason', 'not-applicable', { reason: text }),
    resultOf('sample.hostile.crash', 'could-not-run', { reason: body }),
    resultOf(`sample.${text}`, 'failed', { source, reason: text }),
  ];
  return reportOf(results, {
    target: { name: text, answerUrl: `http://127.0.0.1/${text}`, capabilities: ['answer', text] },
    run: { ...reportOf([]).run, command: text, files: { config: `mvk ${text.slice(0, 40)}.ts` } },
    coverage,
    overdue: [{ id: text, problem: 'stale', where: text, message: text }],
  });
}

/** As many failures as asked, all by different causes. */
export function bigReport(failures: number): Report {
  const results = Array.from({ length: failures }, (_, index) => {
    const place = `/actions/${index}`;
    const body = JSON.stringify({ actions: [{ say: { text: `Hello ${index}.` } }] });
    const seen: Exchange = { ...exchange('plain'), response: { status: 200, headers: {}, body } };
    const violation = {
      expected: `a field at ${place}`,
      actual: `nothing at ${place}`,
      where: `${place}/${'x'.repeat(index % 7)}`,
    };
    return resultOf(`sample.case.number-${index}`, 'failed', {
      violations: [{ ...violation, exchanges: [seen], replay }],
    });
  });
  return reportOf(results, { coverage });
}

/** Nothing in there steers a terminal or a CI log, or deceives who reads it. */
export function obeyed(text: string): readonly string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const active = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}|^\s*::|##(vso)?\[/gimu;
  return text.match(active) ?? [];
}
