import { createHash } from 'node:crypto';
import { digitsInWords } from '../../../platform/call/announced.ts';

const hashes = ['md5', 'sha1', 'sha256'] as const;

/** Whether a text holds digits: as they are, read out one by one, in words, encoded, or as a hash, which ten thousand tries undo. */
export function carries(text: string, digits: string): boolean {
  const joined = text.replace(/(?<=\d)[\s,.\-;:/+]+(?=\d)/g, '').replace(/%20/g, '');
  if ([text, joined, digitsInWords(text)].some((each) => each.includes(digits))) return true;
  const bytes = Buffer.from(digits);
  const lower = text.toLowerCase();
  const hidden = [bytes.toString('hex'), ...hashes.map((name) => createHash(name).update(bytes).digest('hex'))];
  return text.includes(bytes.toString('base64').replace(/=+$/, '')) || hidden.some((each) => lower.includes(each));
}
