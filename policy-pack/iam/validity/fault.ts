import type { Value } from "../../engine/value";

/** Something in a policy document that AWS refuses, or that can never have an effect. */
export interface DocumentFault {
  readonly at: Value;
  /** What is wrong, and what becomes of it. */
  readonly message: string;
  readonly remediation: string;
}

/** How AWS's services word a refusal; for messages. */
export const REFUSED = "AWS refuses the document (`MalformedPolicyDocument`)";
