import { MASK, maskUnknown } from "../engine/made-up";
import type { Value } from "../engine/value";
import { isDemanding, testsOf, type ConditionTest } from "./conditions";
import type { Statement } from "./statement";
import { admitsEverything, matches } from "./wildcard";

const WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity";
/**
 * Providers whose tokens all come from one issuer, whoever the customer is: without a test of who asks, every customer is
 * let in. IAM has refused such trust policies since 2025
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html).
 */
const SHARED = [
  "agent.buildkite.com",
  "app.terraform.io",
  "gitlab.com",
  "oidc-configuration.audit-log.githubusercontent.com",
  "oidc.codefresh.io",
  "token.actions.githubusercontent.com",
  "token.actions.githubusercontent.com/*",
  "vstoken.actions.githubusercontent.com",
];
/**
 * The provider of an EKS cluster: all its pods get tokens for `sts.amazonaws.com`
 * (https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html).
 */
const CLUSTER = "oidc.eks.*.amazonaws.com*/id/*";
/** Claims that say for whom or how a token was made, and not who asks. */
const IMPERSONAL = new Set(["aud", "azp", "amr", "iss"]);

/** What is wrong with a trust in an identity provider. */
export type TrustFault =
  /** No condition says who of the provider's users may come. */
  | { readonly kind: "anybody"; readonly provider: string; readonly cluster: boolean; readonly claim: string }
  /** One says so, and a wildcard in it takes it back. */
  | { readonly kind: "wildcard"; readonly provider: string; readonly cluster: boolean; readonly value: Value };

/** Whether a statement lets users of an identity provider assume a role by their token. */
export function isWebIdentityTrust({ actions }: Statement): boolean {
  return actions.known.some(({ text }) => matches(text, WEB_IDENTITY));
}

/**
 * What is wrong with the trust in one OpenID Connect provider.
 *
 * @param federated an entry of `Principal.Federated`, its unknown parts masked. Of one that is wholly unknown, the
 *   condition's keys tell which provider it is.
 * @returns `unknown` when a test that is not known yet may put it right, `undefined` when it is right.
 */
export function trustFault(federated: string, condition: Value): TrustFault | "unknown" | undefined {
  const provider = providerOf(federated);
  if (provider === undefined) {
    return undefined;
  }
  const { tests, open } = testsOf(condition);
  const claims = tests
    .filter(isDemanding)
    .map((test) => ({ test, ...claimOf(test) }))
    .filter(({ host }) => isOf(host, provider));
  const host = provider === MASK ? (claims[0]?.host ?? MASK) : provider;
  const personal = isCluster(host) || isShared(host);
  const wide = claims.filter(({ claim }) => !personal || !IMPERSONAL.has(claim)).map(({ test }) => wideValue(test));
  if (wide.includes(undefined)) {
    return undefined;
  }
  if (open) {
    return "unknown";
  }
  const value = wide[0];
  const cluster = isCluster(host);
  return value === undefined
    ? { kind: "anybody", provider: host, cluster, claim: personal || host === MASK ? "sub" : "aud" }
    : { kind: "wildcard", provider: host, cluster, value };
}

/** Host and path of the provider, as condition keys begin; {@link MASK} when not known; `undefined` when it is none of OpenID Connect. */
function providerOf(text: string): string | undefined {
  const provider = /:oidc-provider\/(.+)$/s.exec(text)?.[1] ?? text;
  if (provider.includes(":saml-provider/") || provider === "*") {
    return undefined;
  }
  // The made-up ARN of a new provider does not end in its host.
  return provider.includes(MASK) && !provider.includes(".") ? MASK : provider.toLowerCase();
}

function claimOf({ key }: ConditionTest): { readonly host: string; readonly claim: string } {
  const colon = key.lastIndexOf(":");
  return { host: key.slice(0, Math.max(colon, 0)), claim: key.slice(colon + 1) };
}

/** Whether a condition key is one of the provider's; a part of either that is not known yet may be anything. */
function isOf(host: string, provider: string): boolean {
  if (provider === MASK) {
    return host.includes(".") || host === MASK;
  }
  return matches(host.replaceAll(MASK, "*"), provider) || matches(provider.replaceAll(MASK, "*"), host);
}

function isCluster(provider: string): boolean {
  return matches(CLUSTER, provider);
}

function isShared(provider: string): boolean {
  return SHARED.some((each) => matches(each, provider));
}

/** The first value of a test that admits anybody. */
function wideValue({ operator, value }: ConditionTest): Value | undefined {
  // Only these take wildcards; in others `*` is a letter like any other.
  if (operator !== "stringlike" || value.unknown) {
    return undefined;
  }
  return value.items.find((each) => admitsAnybody(maskUnknown(each.string ?? MASK)));
}

/** Whether a subject, as CI systems and clusters write it, leaves open whose it is: `repo:*`, `repo:octo*`, `system:serviceaccount:*:*`. */
function admitsAnybody(text: string): boolean {
  if (admitsEverything(text)) {
    return true;
  }
  const repository = /^(?:repo|project_path|job_workflow_ref|repository):(.*)$/i.exec(text)?.[1];
  if (repository !== undefined) {
    const owner = repository.split("/")[0] ?? "";
    return /[*?]/.test(owner);
  }
  const account = /^system:serviceaccount:(.*)$/i.exec(text)?.[1];
  return account === undefined ? /^[\w-]+:\*/.test(text) : /^[*:]+$/.test(account);
}
