/** Readings of open questions that change what an answer may hold. */
export type Readings = Readonly<Record<string, string>>;
