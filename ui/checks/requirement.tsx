import { useEffect, useState } from 'preact/hooks';
import { Button } from '../parts/button.tsx';
import { act } from '../state/connection.ts';
import { useTopic } from '../state/store.ts';
import { showOnly } from '../traffic/wanted.ts';
import { took } from '../traffic/words.ts';

interface Props {
  readonly id: string;
  readonly title: string;
  readonly level: string;
}

const signs: Readonly<Record<string, string>> = {
  passed: '✓',
  failed: '✗',
  warned: '!',
  'could-not-run': '?',
  'not-applicable': '–',
};

/** One requirement, with what was found where it was not met. */
export function Requirement({ id, title, level }: Props) {
  const { outcomes, isRunning, doing } = useTopic('checks');
  const [isOpened, open] = useState(false);
  const judged = outcomes[id];
  const hasFinding = judged !== undefined && judged.outcome !== 'passed';
  return (
    <li class={doing === id ? 'doing' : ''}>
      <div class="head">
        <span class={`sign ${judged?.outcome ?? ''}`} role="img" aria-label={judged?.outcome ?? 'not run'}>
          {doing === id ? '…' : (signs[judged?.outcome ?? ''] ?? '·')}
        </span>
        {hasFinding ? (
          <button type="button" class="link" aria-expanded={isOpened} onClick={() => open(!isOpened)}>
            <code class="id">{id}</code>
          </button>
        ) : (
          <code class="id">{id}</code>
        )}
        <span class="what">The integration {title}.</span>
        <span class={`tag ${level}`}>{level}</span>
        <span class="soft time">{judged && took(judged.durationMs)}</span>
        <span class="actions">
          {judged !== undefined && (
            <button type="button" class="quiet small" aria-label={`Traffic of ${id}`} onClick={() => showOnly(id)}>
              Traffic
            </button>
          )}
          <Button class="quiet small" isIdle={isRunning} label={`Run ${id}`} onPress={() => act('check-one', { id })}>
            Run
          </Button>
        </span>
      </div>
      {isOpened && hasFinding && <Finding id={id} />}
    </li>
  );
}

/** As `report.html` shows it, from the same source, which escapes every text. */
function Finding({ id }: { readonly id: string }) {
  const { outcomes } = useTopic('checks');
  const judged = outcomes[id];
  const [html, show] = useState('');
  useEffect(() => {
    let isWanted = judged !== undefined;
    void act<{ readonly html: string }>('finding', { id }).then((found) => {
      if (isWanted && found) show(found.html);
    });
    return () => {
      isWanted = false;
    };
  }, [id, judged]);
  if (html === '') return <p class="soft">What was found is shown when the run is over.</p>;
  return (
    <>
      <h3 class="hidden">What was found of {id}</h3>
      <div class="found-here" dangerouslySetInnerHTML={{ __html: html }} />
    </>
  );
}
