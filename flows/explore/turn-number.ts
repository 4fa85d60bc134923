/** A number at one place of the URLs of a call flow. */
interface Numbered {
  /** Equal for the same place in URLs that differ in their values only. */
  readonly place: string;
  readonly value: number;
}

/** What was met at one place: the value is `turns` and a constant, in every answer so far, or it is another thing. */
interface Place {
  readonly offset: number;
  isOther: boolean;
  /** The answers that were met, by the number of turns before them. */
  readonly answers: Map<number, Set<string>>;
}

/** Answers and depths that are enough to tell a number of turns from a count of attempts. */
const enough = { depths: 3, answers: 8, wide: 2 };

/**
 * Finds numbers that say only how many turns a call has had. They would make every way to a place another place, and the
 * call flow endless. A count of attempts stays: it begins again at other places.
 */
export function createTurnNumbers() {
  const places = new Map<string, Place>();
  return {
    /** Takes note of an answer behind so many turns; returns the places that are known for numbers of turns by now. */
    note(numbers: readonly Numbered[], turns: number, answer: string): readonly string[] {
      return numbers.filter((number) => isTurnNumber(number, turns, answer)).map(({ place }) => place);
    },
  };

  function isTurnNumber({ place, value }: Numbered, turns: number, answer: string): boolean {
    const known = places.get(place) ?? { offset: value - turns, isOther: false, answers: new Map() };
    places.set(place, known);
    known.isOther ||= value - turns !== known.offset;
    if (known.isOther) return false;
    known.answers.set(turns, (known.answers.get(turns) ?? new Set()).add(answer));
    const sizes = [...known.answers.values()].map(({ size }) => size);
    const isWide = sizes.filter((size) => size > 1).length >= enough.wide;
    return sizes.length >= enough.depths && isWide && sizes.reduce((sum, size) => sum + size, 0) >= enough.answers;
  }
}
