/** One way to do a part of the signing: the first of a list is the documented one, the others are mistakes. */
export interface Option<Value> {
  /** Stable name of the mistake, for programs. */
  readonly code: string;
  /** Words for people, to be joined by commas: "signed over the body alone, written in base64". */
  readonly says: string;
  readonly value: Value;
}

/** Without those that give the same as one before them: they could not be told apart. */
export function distinct<Value>(options: readonly Option<Value>[], keyOf: (value: Value) => string): Option<Value>[] {
  const seen = new Set<string>();
  return options.filter(({ value }) => {
    const key = keyOf(value);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
