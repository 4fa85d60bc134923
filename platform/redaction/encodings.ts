import { escapeRegExp } from '../../spec/index.ts';
/** A pattern for a text however its characters are written, each in its own way: as JSON, percent or HTML escapes, twice encoded too. */
export function encodedPattern(text: string): string {
  return [...text].map(character).join('');
}

function character(one: string): string {
  const code = one.codePointAt(0) ?? 0;
  const units = one.split('').map((unit) => `\\\\{1,3}u${anyCase(hex(unit.charCodeAt(0), 4))}`);
  const bytes = [...Buffer.from(one, 'utf8')].map((byte) => `%(?:25)*${anyCase(hex(byte, 2))}`);
  const ways = [
    `\\\\{0,3}${escapeRegExp(one)}`,
    units.join(''),
    bytes.join(''),
    `&(?:amp;)?#(?:0*${code}|[xX]0*${anyCase(code.toString(16))});`,
    ...(code < 256 ? [`\\\\{1,3}x${anyCase(hex(code, 2))}`] : []),
  ];
  return `(?:${ways.join('|')})`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

function anyCase(digits: string): string {
  return digits.replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

/** The ways in which a secret may be written: as it is, in JSON, in URLs, in hexadecimal digits and in Base64. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const url = percent(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const ascii = json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const hex = bytes.toString('hex');
  const strict = url.replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  const once = [url, strict].flatMap((form) => [form, form.replaceAll('%20', '+')]);
  const cased = [...once, ...once.map((form) => form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()))];
  const urls = [...cased, ...cased.map(encodeURIComponent)];
  return [
    secret,
    bytes.toString('latin1'),
    json,
    json.replaceAll('/', '\\/'),
    ascii,
    ...urls,
    hex,
    hex.toUpperCase(),
    ...[0, 1, 2].flatMap((shift) => base64(bytes, shift)),
  ];
}

/** `encodeURIComponent` refuses half a surrogate pair; such a secret is encoded as its UTF-8 bytes would be. */
function percent(secret: string): string {
  return encodeURIComponent(Buffer.from(secret, 'utf8').toString('utf8'));
}

/** The characters that hold nothing but the secret, `shift` bytes into a longer text (`user:secret`); too short ones would hide by chance. */
function base64(bytes: Buffer, shift: number): string[] {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes]);
  const plain = whole.toString('base64');
  const inner = plain.slice(Math.ceil((shift * 8) / 6), Math.floor((whole.length * 8) / 6));
  const forms =
    shift === 0
      ? [plain, plain.replace(/=+$/, ''), ...(inner.length >= 8 ? [inner] : [])]
      : inner.length >= 8
        ? [inner]
        : [];
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}
