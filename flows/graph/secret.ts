import { listening } from '../../platform/events/gathering.ts';
import type { GraphNode } from '../../spec/index.ts';
import { refusesSecret } from './apology.ts';
import { spokenIn } from './spoken.ts';

/** Words for secrets, in the supported languages. */
const secret =
  /(?<!\p{L})(?:p\.?i\.?n\.?s?|pin-?(?:code|nummer)|pass ?(?:code|word|phrase)|security (?:code|number)|access code|verification code|one.time (?:code|password)|cvv|cvc|(?:credit|debit|bank|payment) card|social security|geheimzahl|geheimnummer|kennwort|passwort|kreditkarten?\p{L}*|zugangscode|tan|code (?:secret|confidentiel|d.accès)|mot de passe|numéro de carte|contraseña|clave|código (?:secreto|de acceso|de seguridad)|tarjeta de crédito|codice (?:segreto|di accesso)|carta di credito|wachtwoord|toegangscode|creditcard|senha|cartão de crédito)(?!\p{L})/iu;

export function asksForSecret(text: string): boolean {
  return secret.test(text);
}

const card =
  /(?<!\p{L})(?:(?:credit|debit|bank|payment) cards?|cvv|cvc|kreditkarten?\p{L}*|carte (?:bancaire|de crédit)|tarjeta de (?:crédito|débito)|carta di credito|creditcard\p{L}*|cartão de crédito)(?!\p{L})/iu;

/** Whether this gather asks for payment card data. */
export function asksForCard(text: string): boolean {
  return card.test(text);
}

/** Digits from which on they are a secret and not a choice. */
const fewest = 3;

/** Whether this gather asks for a secret. */
export function isSecretGather(node: GraphNode): boolean {
  if (node.ends !== 'gather' || !asksNowForSecret(spokenIn(node).join('. '))) return false;
  return listening(node.actions.at(-1)?.parameters ?? {}).max >= fewest;
}

/** Whether a text asks for a secret. That an earlier one was wrong may be said while something else is asked for. */
export function asksNowForSecret(text: string): boolean {
  const sentences = text.split(/(?<=[.!?])\s+/);
  const asking = sentences.filter((each) => !refusesSecret(each));
  return asksForSecret((asking.length > 0 ? asking : sentences).join(' '));
}

/** Digits as they are entered at a gather: as many as it takes, ended where it takes more. */
export function enteredAt({ actions }: Pick<GraphNode, 'actions'>, digits: string): string | undefined {
  const { min, max, finishKey } = listening(actions.at(-1)?.parameters ?? {});
  if (digits.length > max || (finishKey !== undefined && digits.includes(finishKey))) return undefined;
  if (digits.length === max) return digits;
  if (finishKey !== undefined) return digits + finishKey;
  return digits.length >= min ? `${digits}+wait` : undefined;
}
