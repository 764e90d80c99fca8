/**
 * Entries of `Principal` that are no principals.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import { MASK } from "../../engine/made-up";
import type { PrincipalEntry } from "../principals";
import { showElement } from "../show";
import { hasWildcard } from "../wildcard";
import type { DocumentFault } from "./fault";

const REFUSED = "AWS refuses the document (invalid principal)";
const SERVICE_HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:amazonaws|amazon|aws)\./;
/** Ids IAM shows in the place of principals that are gone (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html). */
const UNIQUE_ID = /^A[A-Z]{3}[A-Z0-9]{12,}(?::.*)?$/;

/** What is wrong with one principal. Unknown parts are not judged. */
export function* principalFaults(entry: PrincipalEntry): Generator<DocumentFault> {
  const wrong = faultOf(entry);
  if (wrong !== undefined) {
    const [what, remediation] = wrong;
    yield { at: entry.value, message: `${showElement(entry)} ${what}. ${REFUSED}.`, remediation };
  }
}

type Wrong = readonly [what: string, remediation: string] | undefined;

function faultOf({ kind, text }: PrincipalEntry): Wrong {
  switch (kind) {
    case "*":
      return text === "*" || text.includes(MASK)
        ? undefined
        : ["stands without a kind", "Write `Principal: { AWS: … }`, `{ Service: … }` or `{ Federated: … }`."];
    case "AWS":
      return awsFault(text);
    case "Service":
      return serviceFault(text);
    case "Federated":
      return federatedFault(text);
    case "CanonicalUser":
      return undefined;
    default:
      return [
        `stands under \`${kind.includes(MASK) ? "<unknown>" : kind}\`, which is no kind of principal`,
        "The kinds are `AWS`, `Service`, `Federated` and `CanonicalUser`.",
      ];
  }
}

function awsFault(text: string): Wrong {
  if (text === "*" || /^\d{12}$/.test(text) || UNIQUE_ID.test(text)) {
    return undefined;
  }
  if (!text.startsWith("arn:")) {
    if (SERVICE_HOST.test(text)) {
      return ["is a service", "Put it under `Service`."];
    }
    return text.includes(MASK)
      ? undefined
      : ["is neither an account, nor the ARN of a role, a user or an account's root", "Name the ARN of the role."];
  }
  const [, , service = "", , , ...rest] = text.split(":");
  const named = rest.join(":");
  if (service.includes(MASK) || named.startsWith(MASK)) {
    return undefined;
  }
  if (service === "iam" ? !/^(?:root$|role\/|user\/)/.test(named) : service !== "sts") {
    return [
      service === "iam" && named.startsWith("group/") ? "is a group, and groups are no principals" : "is no principal",
      "Name the ARN of a role, a user, or an account's root; for an AWS service its name under `Service`.",
    ];
  }
  return hasWildcard(text)
    ? [
        "has a wildcard, which a principal's ARN must not have",
        'Name each principal, or let the account in and narrow it: `Condition: { ArnLike: { "aws:PrincipalArn": … } }`.',
      ]
    : undefined;
}

function serviceFault(text: string): Wrong {
  if (text.includes(MASK) && !text.startsWith("arn:")) {
    return undefined;
  }
  return text.startsWith("arn:") || !text.includes(".") || /\.amazonaws(?:\.co)?$/.test(text)
    ? ["is not the name of a service", "A service is named like `lambda.amazonaws.com`."]
    : undefined;
}

function federatedFault(text: string): Wrong {
  const isProvider = /:(?:oidc|saml)-provider\//.test(text);
  if (text === "*" || isProvider || (text.includes(MASK) && !text.startsWith("http"))) {
    return undefined;
  }
  return text.startsWith("arn:") || text.includes("/") || !text.includes(".")
    ? [
        "is no identity provider",
        "Name the ARN of the provider: `new aws.iam.OpenIdConnectProvider(…).arn`, or of a SAML provider.",
      ]
    : undefined;
}
