import { Button } from '../parts/button.tsx';
import { act } from '../state/connection.ts';
import { useTopic } from '../state/store.ts';

/** Keeps the graph as a file, and says what differs from one that was kept. */
export function Compared() {
  const { status, differences } = useTopic('flow');
  return (
    <>
      <Button isIdle={status !== 'ready'} onPress={save}>
        Save the graph
      </Button>
      <label class="file">
        Compare with a file
        <input
          type="file"
          accept=".json,application/json"
          onChange={async ({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file) await act('flow-against', { name: file.name, text: await file.text() });
          }}
        />
      </label>
      {differences && (
        <ul class="differences" aria-label="Differences">
          {differences.length === 0 && <li class="good">Nothing differs from the file.</li>}
          {differences.map(({ kind, path, what }) => (
            <li key={`${path.join(',')} ${what}`}>
              <span class="tag">{kind}</span> {path.join(', ') || 'start'}: {what}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

async function save(): Promise<void> {
  const graph = await act<object>('graph');
  if (!graph) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`${JSON.stringify(graph, null, 2)}\n`], { type: 'application/json' }));
  link.download = 'flow.json';
  link.click();
  URL.revokeObjectURL(link.href);
}
