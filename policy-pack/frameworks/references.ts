/** How a rule comes to its references: by published checks that look at the same thing. */
import type { FrameworkReference } from "../engine/rule";
import { frameworks, type Controls } from "./catalogue";
import { OWN_TEXT } from "./checks/own-text";
import { POWERPIPE } from "./checks/powerpipe";
import { PROWLER } from "./checks/prowler";
import { SECURITY_HUB } from "./checks/security-hub";

/** Every check a rule may name. */
export const CHECKS = { ...SECURITY_HUB, ...PROWLER, ...POWERPIPE, ...OWN_TEXT };
export type CheckName = keyof typeof CHECKS;

/**
 * The controls a rule shows at least in part: those that the publishers of the named checks relate them to. Each reference says
 * which checks lead to it, so that it can be defended.
 *
 * @param names checks that look at what the rule looks at. For a new one, add it to its publisher's file in `checks/`.
 */
export function checkedBy(...names: readonly CheckName[]): readonly FrameworkReference[] {
  return frameworks.flatMap(({ id, name, version, controls }) =>
    Object.entries(controls).flatMap(([reference, specification]) => {
      const via = names.filter((each) => {
        const related: Controls = CHECKS[each];
        const own: readonly string[] | undefined = related[id];
        return own?.includes(reference) === true;
      });
      return via.length === 0 ? [] : [{ name, version, reference, specification, via }];
    }),
  );
}
