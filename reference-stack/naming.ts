/** What every name of one deployment starts and ends with. */
export interface Naming {
  /** Short token of the project, for example `preflight`. */
  readonly project: string;
  /** The environment, for example `dev`: what keeps two deployments in one account apart. */
  readonly environment: string;
}

/** How a name differs from the plain form. */
export interface NameOptions {
  /** Put in for what is unique beyond one region (buckets, roles), so that a second region does not collide. */
  readonly region?: string | undefined;
  /** What AWS allows for this kind of resource. 63 fits buckets, databases and most others. */
  readonly maxLength?: number;
}

/**
 * The one form of every physical name: `{project}-{type}-{region?}-{env}`.
 *
 * The same inputs give the same name, always: a name with a clock or a random number in it would replace its resource
 * on every update.
 *
 * @throws Error when the name is longer than AWS allows, which would otherwise surface halfway through an update.
 */
export function resourceName(naming: Naming, type: string, options: NameOptions = {}): string {
  const { region, maxLength = 63 } = options;
  const name = [naming.project, type, ...(region === undefined ? [] : [region]), naming.environment].join("-");
  if (name.length > maxLength) {
    throw new Error(`The name "${name}" has ${name.length} characters; AWS allows ${maxLength} for this resource.`);
  }
  return name;
}

/**
 * The name of a bucket. Bucket names are shared by all AWS customers, so the account's id is part of the type: somebody
 * else who deploys this stack, or you in a second account, gets other names.
 */
export function bucketName(naming: Naming, type: string, place: { accountId: string; region: string }): string {
  return resourceName(naming, `${type}-${place.accountId}`, { region: place.region });
}
