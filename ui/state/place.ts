import { useEffect, useState } from 'preact/hooks';
import { keepFocus } from './focus.ts';

export const views = ['phone', 'traffic', 'checks', 'flow', 'api', 'fixtures'] as const;
export type View = (typeof views)[number];

/** The view that the address names; the traffic unless it names one. */
export function useView(): View {
  const [view, show] = useState(viewNow);
  useEffect(() => {
    const listener = (): void => show(viewNow());
    window.addEventListener('hashchange', listener);
    return () => window.removeEventListener('hashchange', listener);
  }, []);
  return view;
}

/** Leads to a view, with the focus: what had it may be gone. */
export function goTo(view: View): void {
  window.location.hash = view;
  window.setTimeout(() => keepFocus(document.getElementById('panel')));
}

function viewNow(): View {
  const named = window.location.hash.slice(1);
  return views.find((each) => each === named) ?? 'phone';
}
