import { finding, type JudgedAnswer, judgeAnswer, type Readings } from '../spec/index.ts';

/** Judges the body of a response as an answer. An encoding is named, since the bytes themselves say little to people. */
export function judgeBody(
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>>,
  readings: Readings,
): JudgedAnswer {
  const judged = judgeAnswer(bytes, readings);
  const encoding = headers['content-encoding']?.trim() ?? '';
  if (judged.value !== undefined || encoding === '' || encoding.toLowerCase() === 'identity') return judged;
  const actual = `${bytes.length} bytes encoded as ${JSON.stringify(encoding)}, which no request asked for`;
  return { ...judged, findings: [finding('answer-json-valid', '', 'one JSON document, not encoded', actual)] };
}
