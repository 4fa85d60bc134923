/** A pure function of a text that remembers its results: of at most so many texts, and then anew. */
export function memoized<T extends {}>(make: (text: string) => T, atMost: number): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    if (known.size >= atMost) known.clear();
    known.set(text, made);
    return made;
  };
}
