declare const tag: unique symbol;

/** A value that only its own constructor can make: a `Digest` cannot be passed where a `Label` is asked for. */
export type Tagged<Value, Name extends string> = Value & { readonly [tag]: Name };
