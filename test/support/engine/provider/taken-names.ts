/**
 * A name that something else in the account has already, of whatever stack. What `names-no-duplicates` says AWS refuses is
 * refused here; what AWS overwrites instead is not.
 */
import { namingOf } from "../../../../policy-pack/helpers/physical-names";
import type { Subject } from "./stand-in";
import type { Properties } from "./wire";
import type { Existing, World } from "./world";

/** What AWS would say; `undefined` when the name is free, or need not be. */
export function nameTaken({ type }: Subject, inputs: Properties, region: string, world: World): string | undefined {
  const naming = namingOf(type);
  const property = naming?.types[type];
  const name = property === undefined ? undefined : inputs[property];
  if (naming === undefined || naming.overwrites === true || typeof name !== "string" || name === "") {
    return undefined;
  }
  const same = (text: unknown) =>
    naming.caseInsensitive === true && typeof text === "string"
      ? text.toLowerCase() === name.toLowerCase()
      : text === name;
  const inOneList = ({ properties }: Existing) =>
    (naming.scope !== "region" || (properties.region ?? region) === region) &&
    (naming.within === undefined || properties[naming.within] === inputs[naming.within]);
  const taken = world
    .ofType(...Object.keys(naming.types))
    .some((existing) => same(existing.properties[naming.types[existing.type] ?? ""]) && inOneList(existing));
  return taken ? `StatusCode: 409, AlreadyExists: the ${naming.noun} ${name} already exists` : undefined;
}
