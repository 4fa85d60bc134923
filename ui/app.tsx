import { Api } from './api/api.tsx';
import { Checks } from './checks/checks.tsx';
import { Fixtures } from './fixtures/fixtures.tsx';
import { Flow } from './flow/flow.tsx';
import { Header } from './header.tsx';
import { Phone } from './phone/phone.tsx';
import { dismiss, useNotice } from './state/notice.ts';
import { useView, type View } from './state/place.ts';
import { useStore } from './state/store.ts';
import { Traffic } from './traffic/traffic.tsx';

const panels: Readonly<Record<View, () => preact.JSX.Element>> = {
  phone: Traffic,
  traffic: Traffic,
  checks: Checks,
  flow: Flow,
  api: Api,
  fixtures: Fixtures,
};

/** The phone, with one of the other views beside it where there is room. */
export function App() {
  const view = useView();
  const isThere = useStore(({ topics }) => topics !== undefined);
  if (!isThere) return <Waiting />;
  const Panel = panels[view];
  return (
    <div class="app" data-view={view}>
      <button type="button" class="skip" onClick={skip}>
        Skip to the view
      </button>
      <Header view={view} />
      <main>
        <Phone />
        <div class="panel" id="panel" tabIndex={-1}>
          <Panel />
        </div>
      </main>
      <Notice />
    </div>
  );
}

/** A link would change the address, which names the view. */
function skip(): void {
  document.getElementById('panel')?.focus();
}

function Waiting() {
  const connection = useStore((state) => state.connection);
  const isRefused = connection === 'refused';
  return (
    <p class="waiting" role="status">
      {isRefused ? 'The token of this page is no longer right: open the URL that mvk ui printed.' : 'Connecting …'}
    </p>
  );
}

function Notice() {
  const notice = useNotice();
  return (
    <div class="notices" role="status">
      {notice && (
        <p class={`notice ${notice.tone}`}>
          <span>{notice.text}</span>
          <button type="button" onClick={dismiss}>
            Close
          </button>
        </p>
      )}
    </div>
  );
}
