/** Where in AWS a resource goes: the account and the region of its provider. */
import type { Resource } from "../engine/resource";
import { isDefaultProvider } from "./aws-provider";
import { namesRegion, regionOf } from "./region";

export type Same = "yes" | "no" | "unknown";

/** What of a provider's settings decides the account it works in. */
const CREDENTIALS = [
  "accessKey",
  "secretKey",
  "token",
  "profile",
  "assumeRole",
  "assumeRoles",
  "assumeRoleWithWebIdentity",
  "sharedConfigFiles",
  "sharedCredentialsFiles",
  "allowedAccountIds",
  "endpoints",
] as const;

/** Whether two resources go to the same account. */
export function sameAccount(one: Resource, other: Resource): Same {
  if (one.provider?.urn === other.provider?.urn || (isDefault(one) && isDefault(other))) {
    return "yes";
  }
  const [mine, theirs] = [one, other].map((each) =>
    CREDENTIALS.map((name) => each.provider?.props.at(name)).filter((value) => value?.absent === false),
  );
  if ([...(mine ?? []), ...(theirs ?? [])].some((value) => value?.halfKnown)) {
    return "unknown";
  }
  const spell = (values: typeof mine) => JSON.stringify(values?.map((value) => [value?.path, value?.raw]));
  // Other credentials may be those of another account, or of the same one.
  return spell(mine) === spell(theirs) ? "yes" : "unknown";
}

/** Whether two resources go to the same region. */
export function sameRegion(one: Resource, other: Resource): Same {
  const [mine, theirs] = [regionOf(one), regionOf(other)];
  if (mine !== undefined && theirs !== undefined) {
    return mine === theirs ? "yes" : "no";
  }
  const sameProvider = one.provider?.urn === other.provider?.urn || (isDefault(one) && isDefault(other));
  // Both take it from where the same provider takes it, unless one of them names a region of its own.
  return mine === undefined && theirs === undefined && sameProvider && !namesRegion(one) && !namesRegion(other)
    ? "yes"
    : "unknown";
}

function isDefault({ provider }: Resource): boolean {
  return provider === undefined || isDefaultProvider(provider);
}
