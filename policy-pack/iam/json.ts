import { Value } from "../engine/value";
import { placeOfJsonError } from "./json-error";

/**
 * What a property that takes JSON holds. Inside JSON text the property path goes on as if it were an object, so that a
 * finding reads `policy.Statement[0].Action` however the program spells the document. A secret text stays secret.
 *
 * @returns the value, or the place where a text is not JSON.
 */
export function readJson(value: Value): { readonly value: Value } | { readonly place: string } {
  const text = value.string;
  if (text === undefined) {
    return { value };
  }
  try {
    return { value: new Value(JSON.parse(text), value.path, value.secret) };
  } catch {
    return { place: placeOfJsonError(text) };
  }
}
