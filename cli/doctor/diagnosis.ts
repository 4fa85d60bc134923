/** What was looked at, and what came of it. */
export interface Diagnosis {
  /** Such as `node` or `configuration`. */
  readonly name: string;
  /** `note`: it may be meant, or nothing can be said. */
  readonly state: 'ok' | 'note' | 'wrong';
  /** One sentence. */
  readonly says: string;
  /** What to do about it. */
  readonly remedy?: string;
}

export function ok(name: string, says: string): Diagnosis {
  return { name, state: 'ok', says };
}

export function note(name: string, says: string, remedy?: string): Diagnosis {
  return { name, state: 'note', says, ...(remedy !== undefined && { remedy }) };
}

export function wrong(name: string, says: string, remedy?: string): Diagnosis {
  return { name, state: 'wrong', says, ...(remedy !== undefined && { remedy }) };
}
