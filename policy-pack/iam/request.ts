/** What a request to AWS brings along, for questions to policies. */

/**
 * Condition keys, in lower case, and the values the request has for each; none if the request surely has no such key. Of a
 * key that is not listed nobody knows.
 */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/** Nothing is known of the request. */
export const NO_CONTEXT: RequestContext = new Map();
