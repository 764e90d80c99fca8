/** The frameworks rules refer to, by the short name that settings and the command line take. */
import { cis } from "./cis";
import { cwe } from "./cwe";
import type { Framework } from "./framework";
import { fsbp } from "./fsbp";
import { iso27001 } from "./iso27001";
import { nist } from "./nist";
import { pci } from "./pci";
import { soc2 } from "./soc2";
import { wellarchitected } from "./wellarchitected";

/** In the order in which a rule's references stand. `@pulumi/policy` takes the first alone. */
const BY_ID = { cis, nist, pci, soc2, iso27001, wellarchitected, fsbp, cwe } as const satisfies Readonly<
  Record<string, Framework>
>;

export type FrameworkId = keyof typeof BY_ID;
/** Numbers of a framework's controls. */
export type ControlOf<F extends FrameworkId> = keyof (typeof BY_ID)[F]["controls"];
/** Controls of several frameworks. */
export type Controls = { readonly [F in FrameworkId]?: readonly ControlOf<F>[] };

/** A framework with its short name. */
export interface CataloguedFramework extends Framework {
  readonly id: FrameworkId;
}

export const frameworks: readonly CataloguedFramework[] = (Object.keys(BY_ID) as FrameworkId[]).map((id) => ({
  id,
  ...BY_ID[id],
}));

/** What a framework may be called: short name, name, name and version. */
export function namesOf({ id, name, version }: CataloguedFramework): readonly string[] {
  return [id, name, `${name} ${version}`];
}

/** The framework of that name, in any of the forms of {@link namesOf}, capitals or not. */
export function frameworkNamed(name: string): CataloguedFramework | undefined {
  const wanted = name.toLowerCase();
  return frameworks.find((framework) => namesOf(framework).some((each) => each.toLowerCase() === wanted));
}

/** Whether a control is about security. One of a framework that is not in the catalogue is taken to be. */
export function isSecurityControl({ name, reference }: { readonly name: string; readonly reference: string }): boolean {
  return frameworkNamed(name)?.securityControls?.test(reference) ?? true;
}
