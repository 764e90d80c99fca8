import type * as documents from "../data/managed-policy-documents.json";

let all: Readonly<Record<string, unknown>> | undefined;

/**
 * The statements of every AWS-managed policy, by what follows `:policy` in its ARN. Three megabytes, loaded when first
 * asked for.
 */
export function managedPolicyDocuments(): Readonly<Record<string, unknown>> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (all ??= (require("../data/managed-policy-documents.json") as typeof documents).documents);
}
