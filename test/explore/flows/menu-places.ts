/** What a caller meets at one place of a made-up flow: an answer, in which `{menu}` is the URL that decides what comes next. */
export interface Place {
  readonly actions: readonly unknown[];
  /** Name of the place behind each input; `*` for all others, `` for silence. Without one, the place comes again. */
  readonly next?: Readonly<Record<string, string>>;
  /** How often it is met in a row before the caller is sent to `spent`; without end unless given. */
  readonly attempts?: number;
  readonly spent?: string;
  /** Instead of a valid answer: a status, a closed connection, nothing at all. */
  readonly fault?: number | 'cut' | 'hang';
  /** Sent as it is instead of the actions. */
  readonly text?: string;
}

export type Menu = Readonly<Record<string, Place>> | ((name: string) => Place | undefined);

/** A menu that asks and then decides. */
export function asks(prompt: string, next: Readonly<Record<string, string>>): Place {
  return { actions: [...listening(prompt), { redirect: { url: '{menu}' } }], next };
}

export function listening(prompt: string): readonly unknown[] {
  return [{ gather: { prompt, num_digits: 1, timeout_seconds: 5 } }];
}

/** Something is said, and that is all. */
export function says(text: string): Place {
  return { actions: [{ say: { text } }] };
}

/** A tree of menus: `fan` keys at each, `depth` levels of menus, a transfer at each leaf. A place is named by its keys. */
export function tree(fan: number, depth: number): Record<string, Place> {
  const menu: Record<string, Place> = { sorry: says('That was no choice. Goodbye.') };
  const names = Array.from({ length: fan }, (_, index) => String(index + 1));
  function grow(keys: string): void {
    const name = `start${keys}`;
    if (keys.length === depth) {
      const destination = `+1202555${Number.parseInt(keys, 8).toString().padStart(4, '0').slice(-4)}`;
      menu[name] = { actions: [{ say: { text: `Place ${name}.` } }, { transfer: { destination } }] };
      return;
    }
    const prompt = `Menu ${name}. ${names.map((key) => `Press ${key} for ${key}.`).join(' ')}`;
    const next = Object.fromEntries(names.map((key) => [key, name + key]));
    menu[name] = asks(prompt, { ...next, '*': 'sorry', '': 'sorry' });
    for (const key of names) grow(keys + key);
  }
  grow('');
  return menu;
}

/** The same tree with a way back, a key that repeats, and three attempts at each menu. */
export function patientTree(fan: number, depth: number): Record<string, Place> {
  const places = Object.entries(tree(fan, depth)).map(([name, place]): [string, Place] => {
    if (!place.next) return [name, place];
    const { '*': _, '': __, ...next } = place.next;
    const back = name === 'start' ? name : name.slice(0, -1);
    const keys = Object.keys(next).map((key) => `Press ${key} for ${key}.`);
    const prompt = `Menu ${name}. ${keys.join(' ')} Press star to go back. Press 9 to repeat.`;
    return [name, { ...asks(prompt, { ...next, '*': back }), attempts: 3, spent: 'sorry' }];
  });
  return Object.fromEntries(places);
}
