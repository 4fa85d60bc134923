import type { Detail } from '../../protocol/traffic.ts';

/** What is wrong with an exchange, with the requirement that says so. */
export function Findings({ findings, signature, row, tampers }: Detail) {
  const isRefused = signature?.verdict === 'right' && row.acknowledged === false && tampers.length > 0;
  return (
    <>
      {findings.map(({ rule, level, pointer, expected, actual, source }, index) => (
        <article key={index} class={`finding-box ${level === 'must' ? 'failed' : 'warned'}`}>
          <p>
            <code class="id">{rule}</code> <span class={`tag ${level}`}>{level}</span>{' '}
            {pointer !== '' && <code>{pointer}</code>}
          </p>
          <p>
            expected {expected}, got <b>{actual}</b>
          </p>
          <p class="soft small">
            <span>{source}</span>
          </p>
        </article>
      ))}
      {signature && (
        <p class="signature">
          <strong>Signature</strong>{' '}
          <span class={signature.verdict === 'right' ? 'good' : signature.verdict === 'wrong' ? 'bad' : 'soft'}>
            {signature.reasons.join('; ') || signature.verdict}
          </span>
          {isRefused && (
            <span class="soft">
              , and the event was not acknowledged: Probe finds out which signature would be accepted
            </span>
          )}
        </p>
      )}
    </>
  );
}
