/** The port of a project, as its source or its environment says. */
export interface ListenPort {
  readonly ownPort?: number;
  /** The environment variable that it takes its port from. */
  readonly portVariable?: string;
}

const name = '(?:(?:SERVER|APP|HTTP|WEB|LISTEN)_)?PORT';
/** `PORT || 3000`, `get("PORT", "8000")`, `${PORT:8080}`: a variable, and what it is without it. */
const ofVariable = new RegExp(`\\b(${name})\\b["'\`\\])]*\\s*(?:\\|\\||\\?\\?|,|:)\\s*["'\`]?:?(\\d{4,5})\\b`, 'gi');
const inSource: readonly RegExp[] = [
  // `port: 3000`, `port := "8085"`, `set :port, 4567`
  /\bport\b\s*(?::?=|[:,]|=>)\s*["'`]?:?(\d{4,5})\b/gi,
  // `listen(3000`, `InetSocketAddress("127.0.0.1", 8080)`, `HTTPServer(("", 8000)`
  /\b(?:listen|InetSocketAddress|HTTPServer)\(+\s*(?:["'`][^"'`\n]*["'`]\s*,\s*)?(\d{4,5})\b/g,
  // `ListenAndServe(":8085"`, `Addr: "127.0.0.1:8085"`
  /["'`](?:127\.0\.0\.1|localhost|0\.0\.0\.0|\[::\])?:(\d{4,5})["'`]/g,
];
/** A variable that is read, its default elsewhere. */
const isRead = new RegExp(`\\b(?:env\\w*|getenv)\\W{1,4}(?:(?:get|fetch)\\w*\\W{1,2})?(${name})\\b`, 'i');
/** Of databases and queues. */
const ofOthers = [1433, 3306, 5432, 5672, 6379, 9092, 9200, 11_211, 27_017];

/** The first port that is one, and the variable that changes it. */
export function portIn(texts: readonly string[], environment: Readonly<Record<string, string>>): ListenPort {
  const withDefault = texts.flatMap((text) => [...text.matchAll(ofVariable)]);
  const variables = [...withDefault, ...texts.map((text) => isRead.exec(text))].map((each) => each?.[1]);
  const variable = variables.find((each) => each !== undefined && each === each.toUpperCase());
  const ports = [
    environment[variable ?? 'PORT'],
    ...withDefault.map(([, , port]) => port),
    ...inSource.flatMap((pattern) => texts.flatMap((text) => [...text.matchAll(pattern)].map(([, port]) => port))),
  ];
  const ownPort = ports.map(Number).find((port) => port > 0 && port <= 65_535 && !ofOthers.includes(port));
  return { ...(ownPort !== undefined && { ownPort }), ...(variable !== undefined && { portVariable: variable }) };
}
