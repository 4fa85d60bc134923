/** A schema as the generators see it: references followed, its keywords checked. `at` is its place, `resources/did#/properties/id`. */
export type Shape = FixedShape | StringShape | NumberShape | PlainShape | ObjectShape | ArrayShape | ChoiceShape;

interface Placed {
  readonly at: string;
}

/** One of a closed list of values. */
export interface FixedShape extends Placed {
  readonly type: 'fixed';
  readonly keyword: 'const' | 'enum';
  readonly values: readonly unknown[];
  /** Whether `type` stands beside them, which a value of another type breaks too. */
  readonly isTyped: boolean;
}

export interface StringShape extends Placed {
  readonly type: 'string';
  readonly minLength: number;
  readonly maxLength: number;
  readonly pattern: string | undefined;
  readonly format: string | undefined;
  /** What no schema can say, by name: `x-generate`. */
  readonly generate: string | undefined;
  /** The documented values of an open list. */
  readonly examples: readonly string[];
}

export interface NumberShape extends Placed {
  readonly type: 'number' | 'integer';
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  /** The largest that we send where nothing is documented: `x-generate-maximum`. */
  readonly largest: number | undefined;
}

export interface PlainShape extends Placed {
  readonly type: 'boolean' | 'null';
}

export interface ObjectShape extends Placed {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Shape>>;
  /** Each name with the place of its `required`. */
  readonly required: ReadonlyMap<string, string>;
  /** Members of any name: all may be there, none may, or those of a shape. */
  readonly others: 'open' | 'closed' | Shape;
  readonly names: StringShape | undefined;
  /** One of these lists of names must be there: an `anyOf` of `required`. */
  readonly alternatives: readonly (readonly string[])[];
  /** A member, and the first present of these, which it may not exceed: `x-at-most`. */
  readonly atMost: Readonly<Record<string, readonly string[]>>;
}

export interface ArrayShape extends Placed {
  readonly type: 'array';
  readonly items: Shape;
}

export interface ChoiceShape extends Placed {
  readonly type: 'choice';
  readonly keyword: 'anyOf' | 'oneOf';
  readonly of: readonly Shape[];
}
