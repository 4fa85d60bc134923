/** Words that are frequent in what is spoken in calls, by language. Those that two of them share say nothing. */
const frequent: Readonly<Record<string, string>> = {
  English:
    'the you your press for please or and are we goodbye thank welcome sorry this that with our enter have did again was last been will from today tomorrow is on an at not has no do as am in now when after of',
  German:
    'der die das sie bitte drücken für oder und ist wir nicht ihre ihren danke wiederhören willkommen eine einen geben leider mit uns war was im am zum zur vom letzte heute morgen haben wird werden will an in jetzt wenn nach dann',
  French:
    'le la les vous votre appuyez pour ou et est nous pas merci revoir bienvenue sur désolé veuillez tapez avec notre était dernier dernière demain avez avons sera sont aux on maintenant quand après',
  Spanish:
    'el la los usted su pulse presione oprima marque gracias adiós bienvenido bienvenida ingrese siento hasta luego una con fue último última hoy mañana nuestro nuestra es está han más has no para por ahora cuando después llame tecla',
  Italian:
    'il gli lei prema premi grazie arrivederci benvenuto benvenuta inserisca è della nostro di questa stato ultimo ultima oggi domani sono abbiamo una con la le in adesso quando dopo',
  Dutch:
    'het een uw toets druk voor of wij niet bedankt ziens welkom alstublieft voer onze met dank laatste vandaag morgen heeft hebben wordt is was in nu wanneer daarna',
  Portuguese:
    'os você sua pressione digite obrigado obrigada adeus não tecla até logo nossa uma com foi última último hoje amanhã está são temos para por do no as agora quando depois',
};

const languageOf: ReadonlyMap<string, string> = unshared();

function unshared(): ReadonlyMap<string, string> {
  const found = new Map<string, string | undefined>();
  for (const [language, words] of Object.entries(frequent)) {
    for (const word of new Set(words.split(' '))) found.set(word, found.has(word) ? undefined : language);
  }
  return new Map([...found].flatMap(([word, language]) => (language ? [[word, language] as const] : [])));
}

/** A sentence as short as this is known by one word. */
const few = 4;

/** The languages that a text has words of, and how many. */
function wordsIn(text: string): { readonly counts: ReadonlyMap<string, number>; readonly words: number } {
  const counts = new Map<string, number>();
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  for (const word of words) {
    const language = languageOf.get(word);
    if (language) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return { counts, words: words.length };
}

/** The language of a text; undefined where that is not certain. */
export function spokenLanguage(text: string): string | undefined {
  const { counts, words } = wordsIn(text);
  const [only, ...others] = counts;
  if (!only || others.length > 0) return undefined;
  return only[1] > 1 || words <= few ? only[0] : undefined;
}

const names =
  /(?<!\p{L})(?:english|german|deutsch|englisch|french|français|francais|anglais|allemand|spanish|español|espanol|inglés|italian\p{L}*|inglese|dutch|nederlands|engels|duits|português|inglês|polski|türkçe|language|sprache|langue|idioma|lingua|taal)(?!\p{L})/iu;

const nameOf: Readonly<Record<string, string>> = {
  English: 'english englisch anglais inglés inglese engels inglês',
  German: 'german deutsch allemand alemán tedesco duits alemão',
  French: 'french français francais französisch francés francese frans francês',
  Spanish: 'spanish español espanol spanisch espagnol spagnolo spaans espanhol',
  Italian: 'italian italiano italienisch italien italiaans',
  Dutch: 'dutch nederlands niederländisch néerlandais holandés',
  Portuguese: 'portuguese português portugiesisch portugais portugués',
};
const namedBy = new Map(
  Object.entries(nameOf).flatMap(([language, all]) => all.split(' ').map((name) => [name, language] as const)),
);
/** Words that may stand beside the name of a language where it is offered: `in French`, `Para español, pulse`, but no `French office`. */
const beside = new Set(
  [
    ...Object.values(frequent),
    'in to speak continue service support auf en français de em key taste touche tecla if want',
    // Words of form, and verbs that ask for a key or for a language, which languages may share.
    'para per voor por pour para a an le la el il o os as favor bitte alstublieft si wenn se als of y',
    'one two three four five eins zwei drei un deux trois quatre uno dos tres cuatro due tre een twee drie um dois três',
    'drücke wählen wähle tippen composez faites choisissez appuyer marcar marca oprimir teclea digiti druk kies aperte disque',
    'number digit option nummer ziffer numéro número numero opción opção opzione optie select choose dial hear wish prefer',
    'hablar habla hablamos atención atendido atendida continuar seguir escuchar desea quiere prefiere parler continuer préférez',
    'sprechen fortfahren parlare continuare ascoltare spreken doorgaan falar ouvir deseja',
  ]
    .join(' ')
    .split(' '),
);

/** The language that a part of a prompt offers; undefined where it speaks of anything else. */
export function offeredLanguage(part: string): string | undefined {
  const words = part.toLowerCase().match(/\p{L}+/gu) ?? [];
  const named = new Set(words.flatMap((word) => namedBy.get(word) ?? []));
  return named.size === 1 && words.every((word) => namedBy.has(word) || beside.has(word)) ? [...named][0] : undefined;
}

/** Whether a text mentions languages or uses several: then another language may follow. */
export function offersLanguages(text: string): boolean {
  return names.test(text) || wordsIn(text).counts.size > 1;
}
