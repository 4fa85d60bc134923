import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../parts/button.tsx';
import { startCall } from '../phone/plan.ts';
import { act } from '../state/connection.ts';
import { useTopic } from '../state/store.ts';
import { Compared } from './compared.tsx';
import { placeOf } from './place.ts';

/** The call flow as a graph: where the call is now, and the way to any place. */
export function Flow() {
  const { status, sentence, drawing, outline, findings } = useTopic('flow');
  const isWalking = status === 'exploring';
  return (
    <section class="view wide" aria-label="Flow">
      <div class="tools">
        {isWalking ? (
          <button type="button" onClick={() => act('explore-stop')}>
            Stop
          </button>
        ) : (
          <button type="button" class="primary" onClick={() => act('explore')}>
            {status === 'ready' ? 'Explore again' : 'Explore the call flow'}
          </button>
        )}
        <Compared />
        <p role="status" class={status === 'failed' ? 'bad' : 'soft'}>
          {isWalking ? 'Walking the call flow …' : sentence}
        </p>
      </div>
      {drawing === undefined ? (
        <p class="soft">Each way through the menu is tried by a call of its own, and drawn.</p>
      ) : (
        <Drawing drawing={drawing} />
      )}
      {findings.length > 0 && (
        <details>
          <summary>What breaks a rule</summary>
          <pre tabIndex={0}>{findings.join('\n').trim()}</pre>
        </details>
      )}
      {outline !== '' && (
        <details>
          <summary>The same as text</summary>
          <pre tabIndex={0}>{outline}</pre>
        </details>
      )}
    </section>
  );
}

function Drawing({ drawing }: { readonly drawing: string }) {
  const { root, nodes, edges } = useTopic('flow');
  const { status, moves } = useTopic('phone');
  const box = useRef<HTMLDivElement>(null);
  const [chosen, choose] = useState<string>();
  const isOn = status !== 'idle' && status !== 'ended';
  const current = isOn ? placeOf({ root, edges }, moves) : undefined;
  useEffect(() => {
    const parsed = new DOMParser().parseFromString(drawing, 'image/svg+xml').documentElement;
    for (const node of parsed.querySelectorAll('[data-node]')) node.setAttribute('tabindex', '0');
    for (const node of parsed.querySelectorAll('[data-node]')) node.setAttribute('role', 'button');
    parsed.setAttribute('role', 'group');
    box.current?.replaceChildren(document.importNode(parsed, true));
  }, [drawing]);
  useEffect(() => {
    for (const node of box.current?.querySelectorAll('[data-node]') ?? []) {
      const id = node.getAttribute('data-node');
      node.classList.toggle('current', id === current);
      node.classList.toggle('chosen', id === chosen);
    }
  }, [drawing, current, chosen]);
  const take = (target: EventTarget | null): void => {
    const node = target instanceof Element ? target.closest('[data-node]') : null;
    if (node) choose(node.getAttribute('data-node') ?? undefined);
  };
  const place = nodes.find(({ id }) => id === chosen);
  return (
    <>
      <div
        class="canvas drawing"
        ref={box}
        role="region"
        tabIndex={0}
        aria-label="Drawing of the call flow"
        onClick={({ target }) => take(target)}
        onKeyDown={(event) => {
          if (event.target === event.currentTarget || !['Enter', ' '].includes(event.key)) return;
          event.preventDefault();
          take(event.target);
        }}
      />
      {place ? (
        <aside class="place" aria-live="polite" aria-label="The chosen place">
          <p>
            {place.path.length === 0 ? (
              'Where a call begins'
            ) : (
              <>
                After{' '}
                {place.path.map((move) => (
                  <kbd key={move}>{move}</kbd>
                ))}
              </>
            )}
          </p>
          <ul>
            {place.said.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <Button isIdle={isOn} onPress={() => startCall(place.path)}>
            Call to this place
          </Button>
          {isOn && <span class="soft small"> when the call on the phone has ended</span>}
        </aside>
      ) : (
        <p class="soft">
          Choose a place to call there.{current !== undefined && ' The call is at the place that is lit.'}
        </p>
      )}
    </>
  );
}
