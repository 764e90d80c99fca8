import { maskUnknown } from "../engine/made-up";
import type { Value } from "../engine/value";
import { malformed, notKnown, type OpenQuestion } from "./open-question";
import type { Element } from "./statement";

/** One entry of `Principal` or `NotPrincipal`. */
export interface PrincipalEntry extends Element {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`; `*` for the whole `Principal: "*"`. Whatever stands there, if it is none. */
  readonly kind: string;
}

/** A `Principal` as far as it can be read. */
export interface Principals {
  readonly known: readonly PrincipalEntry[];
  readonly open: readonly OpenQuestion[];
}

/** Reads a `Principal` (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html). */
export function principalsOf(principal: Value): Principals {
  const known: PrincipalEntry[] = [];
  const open: OpenQuestion[] = principal.unknown ? [notKnown(principal)] : [];
  const plain = principal.string;
  if (plain !== undefined) {
    known.push({ kind: "*", value: principal, text: maskUnknown(plain) });
  }
  for (const [kind, value] of principal.entries) {
    if (value.unknown) {
      open.push(notKnown(value));
    }
    for (const each of value.items) {
      if (each.string !== undefined) {
        known.push({ kind, value: each, text: maskUnknown(each.string) });
      } else {
        open.push(each.unknown ? notKnown(each) : malformed(each, "is not a text"));
      }
    }
  }
  return { known, open };
}

/** Whether an entry admits everybody: `Principal: "*"`, `{ AWS: "*" }`. */
export function isEverybody({ kind, text }: PrincipalEntry): boolean {
  return text === "*" && (kind === "*" || kind === "AWS" || kind === "Federated");
}
