/**
 * Where in AWS a resource lives: account, region and partition.
 *
 * Three degrees of certainty, each with a function of its own. {@link certainRegion} is what the program states, for the
 * resource or its provider: for a rule that compares two regions. {@link assumedRegion} adds what the surroundings say,
 * for a rule that knows the one right region. `undefined` and `"unknown"` are what nobody knows; nothing is a finding then.
 */
import type { ProgramContext } from "../engine/context";
import type { Kind } from "../engine/kinds";
import { isHalfKnown } from "../engine/made-up";
import type { Resource } from "../engine/resource";
import type { StackRuleContext } from "../engine/rule";
import type { Stack } from "../engine/stack";
import type { Answer } from "../iam/answer";
import { isDefaultProvider } from "./aws-provider";

/** What the offline check takes for the region of a program about whose region nothing is known. */
export const INVENTED_REGION = "us-east-1";

/** Whether the program gave the resource a region of its own (provider 7). */
export function namesRegion(resource: Resource): boolean {
  return !resource.at("region").absent && Object.hasOwn(resource.propertyDependencies, "region");
}

/**
 * The region a resource is certainly created in: its own `region` (provider 7) or that of its provider.
 *
 * @returns `undefined` when nobody knows: a default provider takes it from the environment.
 */
export function certainRegion(resource: Resource): string | undefined {
  // Without a stated region, an output repeats one that came from the environment, or that the offline check made up.
  const stated = namesRegion(resource) ? resource.at("region") : resource.provider?.props.at("region");
  return known(stated?.string);
}

/**
 * The region a resource is created in, as far as anything says it: the certain one, or what its checked inputs and its
 * outputs repeat of the environment's. What the offline check made up for want of any is none.
 */
export function assumedRegion(
  resource: Resource,
  context: Pick<StackRuleContext, "program" | "stack">,
): string | undefined {
  if (namesRegion(resource)) {
    return certainRegion(resource);
  }
  const output = known(resource.at("region").string);
  const repeated = output === INVENTED_REGION && inventedRegion(context) !== undefined ? undefined : output;
  // A frontend that does not say what the program gave may show here what it gave.
  const isListed = Object.keys(resource.propertyDependencies).length > 0;
  return isListed ? (certainRegion(resource) ?? repeated) : (repeated ?? certainRegion(resource));
}

/** Whether two resources go to the same region. */
export function sameRegion(one: Resource, other: Resource): Answer {
  if (sharesProvider(one, other) && !namesRegion(one) && !namesRegion(other)) {
    const [first, second] = [one.at("region").string, other.at("region").string];
    if (first === undefined || second === undefined || first === second) {
      return "yes"; // Whichever it is.
    }
  }
  const [first, second] = [certainRegion(one), certainRegion(other)];
  return first === undefined || second === undefined ? "unknown" : first === second ? "yes" : "no";
}

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

/** What of a provider's settings says which account it is for, and not only who asks. */
const ACCOUNT_CHOICES = [
  "profile",
  "assumeRole",
  "assumeRoles",
  "assumeRoleWithWebIdentity",
  "allowedAccountIds",
] as const;

/** Whether the resource's provider is told which account to work in, so that another stack may be told another. */
export function choosesAccount({ provider }: Resource): boolean {
  return ACCOUNT_CHOICES.some((name) => provider?.props.at(name).absent === false);
}

/** Whether two resources go to the same account. */
export function sameAccount(one: Resource, other: Resource): Answer {
  if (sharesProvider(one, other)) {
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

/** Resources of a kind that surely live in the same account and region as a resource; itself, where it is of the kind. */
export function besides(stack: Stack, resource: Resource, kind: Kind): readonly Resource[] {
  return stack
    .ofKind(kind)
    .filter((each) => sameAccount(each, resource) === "yes" && sameRegion(each, resource) === "yes");
}

/** Whether one provider makes both; the default providers of two versions are configured alike. */
function sharesProvider(one: Resource, other: Resource): boolean {
  return one.provider?.urn === other.provider?.urn || (isDefault(one) && isDefault(other));
}

function isDefault({ provider }: Resource): boolean {
  return provider === undefined || isDefaultProvider(provider);
}

function known(region: string | undefined): string | undefined {
  return region === undefined || region === "" || isHalfKnown(region) ? undefined : region;
}

/** The region a default provider takes: that of the stack's configuration, else of the environment. */
export function surroundingRegion({ config, environment }: ProgramContext): string | undefined {
  return [config?.get("aws:region")?.value, environment.AWS_REGION, environment.AWS_DEFAULT_REGION]
    .map(known)
    .find((region) => region !== undefined);
}

/**
 * The region that names of zones and answers of data sources may be invented for. The offline check, which asks no AWS,
 * answers for this one when neither configuration nor environment name a region.
 *
 * @returns `undefined` when nothing is invented: AWS answered, or the region is the program's own.
 */
export function inventedRegion({ program, stack }: Pick<StackRuleContext, "program" | "stack">): string | undefined {
  const invents = () => program.marksDataSources === true || stack.derive(holdsMadeUpIds);
  return surroundingRegion(program) === undefined && invents() ? INVENTED_REGION : undefined;
}

function holdsMadeUpIds(stack: Stack): boolean {
  return stack.resources.some((resource) => ["id", "arn"].some((name) => isHalfKnown(resource.at(name).string ?? "")));
}

interface Partition {
  readonly dnsSuffix: string;
  readonly regions: readonly string[];
}

let loaded: Readonly<Record<string, Partition>> | undefined;

/** By name: `aws`, `aws-cn`, … */
function partitions(): Readonly<Record<string, Partition>> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (loaded ??= (require("../data/regions.json") as { partitions: Readonly<Record<string, Partition>> })
    .partitions);
}

/** The partition of a region; `undefined` for one nobody has heard of. */
export function partitionOf(region: string): string | undefined {
  return Object.entries(partitions()).find(([, { regions }]) => regions.includes(region))?.[0];
}

/** The domain of a partition's services: `amazonaws.com` unless the partition has one of its own. */
export function dnsSuffixOf(partition: string): string {
  return partitions()[partition]?.dnsSuffix ?? "amazonaws.com";
}

/** `us-east-1a`, a zone; `us-west-2-lax-1a` and `us-east-1-wl1-bos-wlz-1`, zones near a city. */
const ZONE = /^([a-z]{2,4}(?:-[a-z]+)+-\d+)(?:[a-z]|-[a-z0-9]+(?:-[a-z0-9]+)+)$/;

/**
 * The region of an availability zone, a local zone or a Wavelength zone, by its name.
 *
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 *
 * @returns `undefined` when this is no such name, or of a region nobody has heard of.
 */
export function regionOfZone(zone: string): string | undefined {
  const region = ZONE.exec(zone)?.[1];
  return region !== undefined && partitionOf(region) !== undefined ? region : undefined;
}

const ARN = /^arn:[a-z-]+:([a-z0-9-]+):([a-z0-9-]+):/;
/** `123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1`: how an image is addressed. */
const IMAGE = /^\d{12}\.dkr\.(ecr)(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\//;

/**
 * Service and region of a regional resource's ARN, or of an image in a registry.
 *
 * @returns `undefined` for any other text, and where a part of it is unknown or made up.
 */
export function placeOfReference(text: string): { readonly service: string; readonly region: string } | undefined {
  const [, service, region] = ARN.exec(text) ?? IMAGE.exec(text) ?? [];
  return service !== undefined && region !== undefined && partitionOf(region) !== undefined && !isHalfKnown(text)
    ? { service, region }
    : undefined;
}
