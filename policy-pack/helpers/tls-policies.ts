/** Which TLS versions the security policies of Elastic Load Balancing still allow. */

/** What `policy-pack/data/ssl-policies.json` holds; written by `tools/update-data.ts`. */
interface PolicyData {
  readonly source: string;
  readonly date: string;
  readonly policies: Readonly<Record<string, readonly string[]>>;
}

/** Versions with known weaknesses, deprecated by RFC 8996 (https://www.rfc-editor.org/rfc/rfc8996). */
const OLD = ["TLSv1", "TLSv1.1", "SSLv3"];

let loaded: PolicyData | undefined;

function data(): PolicyData {
  // Only a stack with load balancers needs it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (loaded ??= require("../data/ssl-policies.json") as PolicyData);
}

/** Where the facts come from, as a message says it. */
export function tlsPolicySource(): string {
  return `${data().source}, ${data().date}`;
}

/**
 * The old TLS versions a security policy allows.
 *
 * @returns `undefined` for a policy that is not known.
 */
export function oldVersionsOf(policy: string): readonly string[] | undefined {
  return data().policies[policy]?.filter((version) => OLD.includes(version));
}
