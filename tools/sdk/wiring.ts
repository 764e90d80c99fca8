/**
 * The table `wiring-right-type` is driven by: which properties take the id, ARN or name of a resource of one kind, and the
 * types such a value can come from. Worked out from the installed SDK:
 *
 * - The example programs of its documentation feed properties from resources. Where the property is named after what it
 *   is fed from (`subnetIds` from `ec2.Subnet`, `executionRoleArn` from `iam.Role`), it takes that kind.
 * - A property of the same name in a type without an example takes the same kind, if all examples agree on that name.
 * - A resource of another type can hold such a value, too (`securityGroup.vpcId` is a VPC's id), and a data source can find
 *   one thing by the id of another; those types are accepted as well.
 */
import path from "node:path";
import { kinds } from "../../policy-pack/engine/kinds";
import { providerExamples } from "../examples/extract";
import { feedsOf, type Feed } from "../examples/feeds";
import { installedArguments, type Argument, type SdkArguments } from "./arguments";
import { readSdk, type Property, type SdkDeclarations } from "./declarations";

const SDK = path.join(__dirname, "..", "..", "node_modules", "@pulumi", "aws");

export const WIRING_FILE = "policy-pack/data/wiring.json";

/** Deepest nesting of blocks that is looked into; the SDK's deepest (WAF, QuickSight) repeat themselves. */
const DEEPEST = 5;
/** Names of what refers to a resource. Other texts, such as domain names and methods, can come from anywhere. */
const REFERENCE = /(^id|^arn|Ids?|Arns?|Identifiers?)(\[\])?$/;
/** In how many types examples must agree before a name alone says what a property takes. */
const TYPES_THAT_AGREE = 2;

/**
 * Names that mean different things in different services, or whose examples show one of several kinds the service takes.
 */
const AMBIGUOUS = /^(resource|target|source|destination|principal|parent|owner|entity|member|object|item|default)?$/;

/** Classes of these names exist in many services, so a property that only ends like one may hold anything. */
const GENERIC: ReadonlySet<string> = new Set(
  "api app application cluster database domain gateway group instance key policy project rule service stack stage table user".split(
    " ",
  ),
);

/**
 * What programs look up by the id of something they create: what AWS itself puts into a VPC, and the parts of an instance.
 * Nobody looks up what the program creates, so other data sources decide nothing here.
 */
const LOOKED_UP: readonly { readonly finds: RegExp; readonly by: readonly string[] }[] = [
  {
    finds:
      /(subnet|securitygroup|routetable|networkacl|gateway|vpcendpoint|networkinterface|instance|vpcpeeringconnection)$/,
    by: ["aws:ec2/vpc:Vpc"],
  },
  {
    finds: /(networkinterface|instance|eip|allocation|volume)$/,
    by: ["aws:ec2/instance:Instance", "aws:ec2/subnet:Subnet"],
  },
];

/** A property, by the words of its name without what only says how the thing is referred to: `subnetIds` → `subnet`. */
export function stemOf(name: string): string {
  return singular(name.replace(/(Ids?|Arns?|Names?|Identifiers?)$/, "") || name).toLowerCase();
}

function singular(word: string): string {
  return /(ss|us|is|Dns|Alias)$/i.test(word) ? word : word.replace(/ies$/, "y").replace(/s$/, "");
}

/** `aws:ec2/subnet:Subnet` → `subnet`. */
function classStem(token: string): string {
  return token.slice(token.lastIndexOf(":") + 1).toLowerCase();
}

/**
 * What the SDK's documentation says in words and hardly any example shows: property names, restricted to some types where
 * other services use them for something else.
 */
const DOCUMENTED: readonly {
  readonly name: RegExp;
  readonly of?: RegExp;
  readonly accepts: readonly string[];
  /** Only these: no other resource has such a value in a property of its own. */
  readonly nothingElse?: boolean;
}[] = [
  // "IAM Instance Profile to launch the instance with."
  {
    name: /^iamInstanceProfile$/,
    of: /^aws:(ec2\/(instance|spotInstanceRequest):|imagebuilder\/|opsworks\/)/,
    accepts: ["aws:iam/instanceProfile:InstanceProfile"],
  },
  // "Identifier of a VPC internet gateway or a virtual private gateway." Specify `local` … And a NAT gateway: "The AWS API is
  // very forgiving with these two attributes" (https://www.pulumi.com/registry/packages/aws/api-docs/ec2/routetable/).
  {
    name: /^gatewayId$/,
    of: /^aws:ec2\/(route|routeTable|defaultRouteTable):/,
    accepts: [
      "aws:ec2/internetGateway:InternetGateway",
      "aws:ec2/vpnGateway:VpnGateway",
      "aws:ec2/carrierGateway:CarrierGateway",
      "aws:ec2/natGateway:NatGateway",
      "aws:ec2/vpcEndpoint:VpcEndpoint",
    ],
  },
  { name: /^natGatewayId$/, accepts: ["aws:ec2/natGateway:NatGateway"] },
  { name: /^internetGatewayId$/, accepts: ["aws:ec2/internetGateway:InternetGateway"] },
  {
    name: /^routeTableIds?$/,
    of: /^aws:ec2\//,
    accepts: ["aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable"],
  },
  { name: /^(vpcSecurityGroupIds|sourceSecurityGroupId|referencedSecurityGroupId)$/, accepts: kindOfSecurityGroup() },
  {
    name: /^securityGroups$/,
    of: /^aws:(lb|alb|elb|elasticloadbalancing\w*|applicationloadbalancing|ecs|efs|msk|eks|lambda)\//,
    accepts: kindOfSecurityGroup(),
  },
  {
    name: /^(subnets|vpcZoneIdentifiers)$/,
    of: /^aws:(lb|alb|elb|elasticloadbalancing\w*|applicationloadbalancing|ecs|autoscaling|batch|dms|fsx)\//,
    accepts: kindOfSubnet(),
  },
  // "The ID of an AWS-managed customer master key (CMK) for Amazon SNS [SQS] or a custom CMK."
  { name: /^kmsMasterKeyId$/, of: /^aws:(sns\/topic|sqs\/queue):/, accepts: ["aws:kms/key:Key"] },
  { name: /^allocationId$/, of: /^aws:(ec2|lb|alb)\//, accepts: ["aws:ec2/eip:Eip"] },
  { name: /^networkInterfaceId$/, of: /^aws:ec2\//, accepts: ["aws:ec2/networkInterface:NetworkInterface"] },
  // The services that event source mappings poll (AWS::Lambda::EventSourceMapping, EventSourceArn).
  {
    name: /^eventSourceArn$/,
    of: /^aws:lambda\/eventSourceMapping:/,
    accepts: [
      "aws:sqs/queue:Queue",
      "aws:kinesis/stream:Stream",
      "aws:kinesis/streamConsumer:StreamConsumer",
      "aws:dynamodb/table:Table",
      "aws:dynamodb/kinesisStreamingDestination:KinesisStreamingDestination",
      "aws:msk/cluster:Cluster",
      "aws:msk/serverlessCluster:ServerlessCluster",
      "aws:mq/broker:Broker",
      "aws:docdb/cluster:Cluster",
    ],
    nothingElse: true,
  },
];

/**
 * What gives whatever somebody put there; an account, whose id is a part of every ARN; and what has another's ARN for its
 * own (the `arn` of a topic policy is its topic's).
 */
const HOLDS_ANYTHING: readonly string[] = [
  "aws:cloudcontrol/resource:Resource",
  "aws:cloudformation/stack:Stack",
  "aws:lambda/invocation:Invocation",
  "aws:organizations/account:Account",
  "aws:secretsmanager/secretVersion:SecretVersion",
  "aws:servicecatalog/provisionedProduct:ProvisionedProduct",
  "aws:sns/dataProtectionPolicy:DataProtectionPolicy",
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:ssm/parameter:Parameter",
];
/** Arguments that take the ARN or id of anything, and give it back. */
const ECHOED = /^(resourceArn|resourceId)$/;

/** What a service takes besides the kind its examples show: an alias for a key, a version of a function. */
const BESIDES: readonly (readonly [of: string, besides: readonly string[]])[] = [
  ["aws:kms/key:Key", [...kinds.kmsKey, ...kinds.kmsAlias, "aws:kms/replicaExternalKey:ReplicaExternalKey"]],
  ["aws:lambda/function:Function", [...kinds.lambdaAlias]],
  ["aws:s3/bucket:Bucket", [...kinds.directoryBucket, "aws:s3/accessPoint:AccessPoint"]],
  [
    "aws:acm/certificate:Certificate",
    ["aws:iam/serverCertificate:ServerCertificate", "aws:acmpca/certificate:Certificate"],
  ],
];

function kindOfSecurityGroup(): readonly string[] {
  return ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"];
}

function kindOfSubnet(): readonly string[] {
  return ["aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet"];
}

export interface Expectation {
  readonly type: string;
  readonly path: string;
  /** Type tokens of what the property takes, in every spelling. */
  readonly kind: readonly string[];
  /** Further types whose properties can hold such a value. */
  readonly carriers: readonly string[];
}

/** The generated table, by path relative to the repository root. The same SDK gives the same text. */
export function generateWiring(): ReadonlyMap<string, string> {
  const args = installedArguments();
  const sdk = readSdk(SDK);
  const feeds = providerExamples().flatMap((example) => feedsOf(example.text));
  return new Map([[WIRING_FILE, render(sdk, expectations(args, sdk, feeds), openTypes(args))]]);
}

/** Types whose properties may hold the id or ARN of anything. */
function openTypes({ resources }: SdkArguments): ReadonlySet<string> {
  const echoing = resources.filter(({ arguments: all }) => all.some(({ name }) => ECHOED.test(name)));
  return new Set([...HOLDS_ANYTHING, ...echoing.map(({ token }) => token)]);
}

/** @param feeds what the examples feed, types as `module.Class`. */
function expectations(args: SdkArguments, sdk: SdkDeclarations, feeds: readonly Feed[]): readonly Expectation[] {
  const tokenOf = new Map(args.resources.map(({ token }) => [classPathOf(token), token]));
  const seen = new Map<string, Set<string>>();
  const byName = new Map<string, Map<string, Set<string>>>();
  for (const feed of feeds) {
    const type = tokenOf.get(feed.type);
    const source = tokenOf.get(feed.source);
    if (type === undefined || source === undefined || !(REFERENCE.test(feed.path) || REFERENCE.test(feed.output))) {
      continue;
    }
    addTo(seen, `${type} ${plain(feed.path)}`, source);
    const name = lastOf(feed.path);
    const here = byName.get(name) ?? new Map<string, Set<string>>();
    byName.set(name, here);
    addTo(here, type, source);
  }
  const carriers = new Carriers(sdk);
  const named = new Map([...byName].map(([name, types]) => [name, agreed(name, types)]));
  const found: Expectation[] = [];
  for (const { token, arguments: all } of args.resources) {
    for (const property of pathsOf(all, args)) {
      const name = lastOf(property);
      const sources = spellings(token).flatMap((each) => [...(seen.get(`${each} ${property}`) ?? [])]);
      const documented = DOCUMENTED.find((each) => each.name.test(name) && (each.of ?? /./).test(token));
      const kind = documented?.accepts ?? (sources.length > 0 ? kindFrom(name, sources) : named.get(name));
      if (kind !== undefined && kind.length > 0) {
        const own = new Set([...kind, ...sources].flatMap(spellings));
        if (own.has(token) && property === name && !name.endsWith("Arn")) {
          continue; // its own name, which can be made of anything
        }
        const besides = BESIDES.filter(([of]) => own.has(of)).flatMap(([, others]) => others);
        // The name of a documented property says less than the documentation: `gatewayId` is not every gateway's.
        const held =
          documented?.nothingElse === true ? [] : carriers.of(documented === undefined ? name : "", [...own]);
        found.push({
          type: token,
          path: property,
          kind: [...own].sort(),
          carriers: [...new Set([...besides, ...held])].filter((each) => !own.has(each)).sort(),
        });
      }
    }
  }
  return found;
}

/** The kind a name means in all types whose examples use it; `undefined` where they are few, or differ. */
function agreed(name: string, types: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | undefined {
  const each = [...types.values()].map((sources) => kindFrom(name, [...sources]));
  const known = each.filter((kind) => kind !== undefined);
  const stems = new Set(known.flat().map(classStem));
  return known.length === each.length && each.length >= TYPES_THAT_AGREE && stems.size === 1
    ? [...new Set(known.flat())]
    : undefined;
}

/** The sources the property is named after; `undefined` when it is named after none of them. */
function kindFrom(name: string, sources: readonly string[]): readonly string[] | undefined {
  const stem = stemOf(name);
  if (AMBIGUOUS.test(stem)) {
    return undefined;
  }
  const own = sources.filter((source) => stem.endsWith(classStem(source)));
  return own.length > 0 ? own : undefined;
}

/** Which types can hold the id, ARN or name of a kind in a property of their own, or lead to it through a data source. */
class Carriers {
  readonly #byStem = new Map<string, Set<string>>();

  constructor(sdk: SdkDeclarations) {
    for (const { token, outputs } of sdk.resources) {
      new Set(namesIn(outputs, sdk).map(stemOf)).forEach((stem) => {
        addTo(this.#byStem, stem, token);
      });
    }
  }

  of(name: string, kind: readonly string[]): readonly string[] {
    const exact = new Set(kind.map(classStem));
    const stems = [stemOf(name), ...exact].filter(
      (stem) => stem !== "" && (stem === stemOf(name) || !GENERIC.has(stem)),
    );
    const holders = [...this.#byStem].filter(
      ([other]) => exact.has(other) || stems.some((stem) => other.endsWith(stem)),
    );
    return [
      ...holders.flatMap(([, tokens]) => [...tokens]),
      ...LOOKED_UP.flatMap(({ finds, by }) => (stems.some((stem) => finds.test(stem)) ? by : [])),
    ];
  }
}

/** Names of properties, those inside objects included. */
function namesIn(properties: readonly Property[], sdk: SdkDeclarations, depth = 0): readonly string[] {
  return properties.flatMap(({ name, kind }) => {
    const type = /@(.+)$/.exec(kind)?.[1];
    const inner = type === undefined || depth === DEEPEST ? [] : namesIn(sdk.types.get(type) ?? [], sdk, depth + 1);
    return [name, ...inner];
  });
}

/** Paths of all strings a type takes, in the form `valuesAt` reads; a list and its only element have the same. */
function pathsOf(all: readonly Argument[], sdk: SdkArguments, depth = 0): readonly string[] {
  return all.flatMap(({ name, objects, isStringMap }) => {
    const inside =
      depth === DEEPEST ? [] : objects.flatMap((each) => pathsOf(sdk.objects.get(each) ?? [], sdk, depth + 1));
    return objects.length > 0 ? inside.map((path) => `${name}.${path}`) : isStringMap ? [] : [name];
  });
}

/** `routes[].gatewayId` → `routes.gatewayId`. */
function plain(path: string): string {
  return path.replaceAll("[]", "");
}

function lastOf(path: string): string {
  return plain(path).slice(plain(path).lastIndexOf(".") + 1);
}

/** `aws:ec2/subnet:Subnet` → `ec2.Subnet`, as programs spell the class. */
function classPathOf(token: string): string {
  const [, module = "", name = ""] = /^aws:([^/]+)\/.*:(.+)$/.exec(token) ?? [];
  return `${module}.${name}`;
}

/** The same thing under its other tokens: `lb`, `alb` and the rest. */
function spellings(token: string): readonly string[] {
  const kind: readonly string[] | undefined = Object.values(kinds).find((each: readonly string[]) =>
    each.includes(token),
  );
  return kind ?? [token];
}

function addTo<K>(map: Map<K, Set<string>>, key: K, value: string): void {
  const set = map.get(key) ?? new Set<string>();
  map.set(key, set);
  set.add(value);
}

/**
 * Every type of the SDK once, and which of them may hold anything, by number; then sets of them by number, a kind and its carriers;
 * then a line a type: path to set.
 */
function render(sdk: SdkDeclarations, all: readonly Expectation[], open: ReadonlySet<string>): string {
  const types = sdk.resources.map(({ token }) => token);
  // The spellings only provider 6 has come in through the kinds.
  const older = [...new Set(all.flatMap(({ kind, carriers }) => [...kind, ...carriers]))].filter(
    (type) => !types.includes(type),
  );
  const known = [...types, ...older].sort();
  const numberOf = new Map(known.map((type, index) => [type, index]));
  const numbers = (some: readonly string[]) => some.map((type) => numberOf.get(type) ?? 0).join(" ");
  const setOf = ({ kind, carriers }: Expectation) => `${numbers(kind)}|${numbers(carriers)}`;
  const sets = [...new Set(all.map(setOf))].sort();
  const lines = (rows: readonly string[]) => rows.map((row) => JSON.stringify(row)).join(",\n");
  const rows = [...new Set(all.map(({ type }) => type))].map((type) => {
    const paths = all.filter((each) => each.type === type).map((each) => [each.path, sets.indexOf(setOf(each))]);
    return `${JSON.stringify(type)}: ${JSON.stringify(Object.fromEntries(paths))}`;
  });
  return `{
"$comment": "Generated by \`npm run generate\` from the documentation of @pulumi/aws. Do not edit.",
"source": "@pulumi/aws",
"version": ${JSON.stringify(sdk.version)},
"types": [
${lines(known)}
],
"open": ${JSON.stringify(known.flatMap((type, index) => (open.has(type) ? [index] : [])))},
"sets": [
${lines(sets)}
],
"properties": {
${rows.join(",\n")}
}
}
`;
}
