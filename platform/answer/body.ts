import { answerFault, type JudgedAnswer, judgeAnswer, type Readings } from '../../spec/index.ts';
import { codingsIn } from '../http/codings.ts';
import { unpacked } from '../http/unpack.ts';

/** Judges the body of a response as an answer. An encoding is named, since the bytes themselves say little to people. */
export function judgeBody(
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>>,
  readings: Readings,
): JudgedAnswer {
  const judged = judgeAnswer(bytes, readings);
  const encoding = headers['content-encoding'];
  if (codingsIn(encoding).length === 0) return judged;
  const named = JSON.stringify(encoding);
  if (judged.value === undefined) {
    const actual = `${bytes.length} bytes encoded as ${named}, which no request asked for`;
    const packed = answerFault('answer-json-valid', '', 'one JSON document, not encoded', actual);
    const content = unpacked(bytes, encoding);
    const inside = content && judgeAnswer(content, readings);
    // What it holds is judged all the same, so that one fault does not hide the others.
    if (inside?.value === undefined) return { ...judged, findings: [packed] };
    return { ...inside, findings: [packed, ...inside.findings] };
  }
  // A client that does what the header says cannot read it (RFC 9110 §8.4); what it holds is judged all the same.
  const wrong = answerFault(
    'answer-json-valid',
    '',
    'one JSON document, encoded as its Content-Encoding says',
    `plain JSON under Content-Encoding ${named}`,
  );
  return { ...judged, findings: [wrong, ...judged.findings] };
}
