/** Runs the reference stack against Pulumi's mocks and keeps what it registers. */
import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import program from "../../reference-stack/index";

/** The name of the Pulumi project, and so the namespace of the configuration keys. */
export const PROJECT = "preflight-reference";

/** A domain somebody could own: an update refuses the default. */
const DOMAIN = "shop.preflight-reference.dev";

/** The account the mocks answer with. */
export const ACCOUNT = "210987654321";

/** A resource as the program registered it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Logical name of the parent; empty for none. */
  readonly parent: string;
  /** Logical name of the explicit provider; empty for none. */
  readonly provider: string;
  /** Logical names of everything it waits for. */
  readonly dependencies: readonly string[];
  /** The same, of one property alone. */
  readonly dependenciesOf: (property: string) => readonly string[];
}

/** What a run of the program left behind. */
export interface Deployment {
  /** In order of registration. */
  readonly resources: readonly Registered[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The only resource of that logical name. */
  get(name: string): Registered;
  /** All resources of a type token, for example `aws:ec2/vpc:Vpc`. */
  ofType(type: string): readonly Registered[];
}

/** How a run differs from the plain one. */
export interface DeployOptions {
  readonly stack?: string;
  /** By key without namespace; keys that have one are taken as they are. */
  readonly config?: Readonly<Record<string, string>>;
  readonly preview?: boolean;
  /** The zones the region offers. */
  readonly zones?: readonly string[];
}

/** What a run that failed had registered by then. */
export class DeployError extends Error {
  constructor(
    override readonly message: string,
    readonly registered: readonly string[],
  ) {
    super(message);
  }
}

/**
 * Runs the program once. Runs must not overlap: the SDK keeps one monitor for the process.
 *
 * @throws DeployError when the program throws.
 */
export async function deploy(options: DeployOptions = {}): Promise<Deployment> {
  const { stack = "dev", preview = false } = options;
  const regions = new Map<string, string>();
  const newResource = (args: pulumi.runtime.MockResourceArgs) => {
    if (args.type === "pulumi:providers:aws") {
      regions.set(args.name, String((args.inputs as Record<string, unknown>).region));
    }
    return created(args);
  };
  const call = (args: pulumi.runtime.MockCallArgs) =>
    answer(args, regions.get(nameOf(args.provider ?? "")), options.zones);
  await pulumi.runtime.setMocks({ newResource, call }, PROJECT, stack, preview);
  const config = preview ? options.config : { domainName: DOMAIN, ...options.config };
  pulumi.runtime.setAllConfig(
    Object.fromEntries(
      Object.entries(config ?? {}).map(([key, value]) => [key.includes(":") ? key : `${PROJECT}:${key}`, value]),
    ),
  );
  const monitor = pulumi.runtime.getMonitor();
  if (monitor === undefined) {
    throw new Error("the mocks brought no monitor");
  }
  const register = jest.spyOn(monitor, "registerResource");
  const registered = (): Registered[] => register.mock.calls.map(([request]) => read(request));
  let outputs: Record<string, unknown>;
  try {
    outputs = await program();
    // Registrations go on after the program's end; this waits for the last.
    await pulumi.runtime.disconnect();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new DeployError(
      message,
      registered().map(({ name }) => name),
    );
  }
  const resources = registered();
  return {
    resources,
    outputs,
    ofType: (type) => resources.filter((resource) => resource.type === type),
    get: (name) => {
      const found = resources.filter((resource) => resource.name === name);
      if (found[0] === undefined || found.length > 1) {
        throw new Error(`${found.length} resources are called ${name}`);
      }
      return found[0];
    },
  };
}

function read(request: RegisterResourceRequest): Registered {
  const properties = request.getPropertydependenciesMap();
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    inputs: request.getObject()?.toJavaScript() ?? {},
    parent: nameOf(request.getParent()),
    provider: nameOf(request.getProvider()),
    dependencies: request.getDependenciesList().map(nameOf),
    dependenciesOf: (property) => properties.get(property)?.getUrnsList().map(nameOf) ?? [],
  };
}

/** The logical name in a URN, or in a provider reference (`urn::id`). */
function nameOf(urn: string): string {
  return urn.split("::")[3] ?? "";
}

function created({ type, name, inputs }: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult {
  const service = type.split(/[:/]/)[1] ?? "";
  const own = computed(type, name);
  return {
    id: `${name}-id`,
    state: { arn: `arn:aws:${service}:::${name}`, ...(inputs as Record<string, unknown>), ...own },
  };
}

/** What AWS adds to a resource, where the program reads it. */
function computed(type: string, name: string): Record<string, unknown> {
  switch (type) {
    case "aws:kms/key:Key":
      return { keyId: "1f2e3d4c-0000-4000-8000-000000000000" };
    case "aws:acm/certificate:Certificate": {
      const record = { resourceRecordName: `_${name}`, resourceRecordType: "CNAME", resourceRecordValue: "_v.acm" };
      return { domainValidationOptions: [record] };
    }
    case "aws:route53/zone:Zone":
      return { zoneId: "Z0NE", nameServers: ["ns-1", "ns-2"] };
    case "aws:lb/loadBalancer:LoadBalancer":
      return { arnSuffix: `app/${name}/1`, dnsName: `${name}.elb`, zoneId: "ZELB" };
    case "aws:s3/bucket:Bucket":
      return { bucketDomainName: `${name}.s3`, bucketRegionalDomainName: `${name}.s3.region` };
    case "aws:ec2/launchTemplate:LaunchTemplate":
      return { latestVersion: 7 };
    case "aws:lb/targetGroup:TargetGroup":
      return { arnSuffix: `targetgroup/${name}/1` };
    case "aws:rds/instance:Instance":
      return { resourceId: "db-ABC", endpoint: `${name}:5432`, masterUserSecrets: [{ secretArn: "arn:secret" }] };
    case "aws:cloudfront/distribution:Distribution":
      return { domainName: "d1.cloudfront.net", hostedZoneId: "ZCF" };
    default:
      return {};
  }
}

function answer(
  { token }: pulumi.runtime.MockCallArgs,
  region = "us-east-1",
  zones: readonly string[] = ["a", "b", "c", "d"].map((letter) => region + letter),
): Record<string, unknown> {
  switch (token) {
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { accountId: ACCOUNT };
    case "aws:index/getAvailabilityZones:getAvailabilityZones":
      return { names: zones };
    default:
      throw new Error(`The program asks AWS for ${token}`);
  }
}
