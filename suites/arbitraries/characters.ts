import fc from 'fast-check';

export const lowerCase = 'abcdefghijklmnopqrstuvwxyz';
export const digits = '0123456789';

/**
 * Text of some characters; every length up to the longest is as likely as another. A regular expression would say the
 * same in fewer words, and cost more to make into an arbitrary than the request that carries the text.
 */
export function text(characters: string, minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...characters), { minLength, maxLength, size: 'max' }).map((each) => each.join(''));
}
