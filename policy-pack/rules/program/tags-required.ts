import { set } from "../../engine/remediation";
import { STACK_TYPE, type ProviderView, type Resource } from "../../engine/resource";
import { defineRule, finding, undecided, type FindingYield, type Settings } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { isDefaultProvider } from "../../helpers/aws-provider";
import { TAG_VALUES, tagValue } from "../../helpers/tag-values";
import {
  AUTO_SCALING_GROUP,
  ignoresTag,
  REQUIRED_TAGS,
  requiredTags,
  taggableTypes,
  tagKeysOf,
} from "../../helpers/tags";
import { listed, quotedNames } from "../../helpers/words";

/**
 * What the consoles of EC2, VPC and EFS list by nothing but an id and the tag `Name`
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html).
 */
const SHOWN_BY_NAME: ReadonlySet<string> = new Set([
  "aws:ebs/snapshot:Snapshot",
  "aws:ebs/volume:Volume",
  "aws:ec2/customerGateway:CustomerGateway",
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
  "aws:ec2/eip:Eip",
  "aws:ec2/flowLog:FlowLog",
  "aws:ec2/instance:Instance",
  "aws:ec2/internetGateway:InternetGateway",
  "aws:ec2/natGateway:NatGateway",
  "aws:ec2/networkAcl:NetworkAcl",
  "aws:ec2/networkInterface:NetworkInterface",
  "aws:ec2/routeTable:RouteTable",
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/vpc:Vpc",
  "aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
  "aws:ec2/vpnConnection:VpnConnection",
  "aws:ec2/vpnGateway:VpnGateway",
  "aws:ec2transitgateway/transitGateway:TransitGateway",
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
  "aws:efs/fileSystem:FileSystem",
]);

const MOST_NAMED = 5;

export const tagsRequired = defineRule({
  id: "tags-required",
  title: "Resources carry the required tags",
  rationale:
    "Without them nobody can tell what a resource costs, which environment it is part of, and who may delete it.",
  remediation:
    "Set the keys that all resources share once, in the provider's `defaultTags`; give `Name` in the resource's own `tags`.",
  severity: "medium",
  enforcement: "advisory",
  family: "convention",
  frameworks: checkedBy("text of COST03-BP02"),
  seeds: ["S0-1", "S3-7", "F"],
  settings: {
    requiredTags: REQUIRED_TAGS,
    values: TAG_VALUES,
    nameTag: {
      type: "boolean",
      description: "Also require `Name` on what the consoles list by an id and that tag (VPCs, subnets, instances …).",
      default: true,
    },
  },
  scope: "stack",
  targets: [STACK_TYPE],
  remediate: {
    does:
      "Adds required tags that a resource lacks, with the values the setting `values` gives. Never changes a tag there is, nor adds " +
      "one that differs from it only in case. Leaves Auto Scaling groups alone.",
    targets: () => taggableTypes().filter((type) => type !== AUTO_SCALING_GROUP),
    *edits(resource, { settings, program }) {
      const lack = lackOf(resource, settings);
      if (lack === undefined || lack.open) {
        return;
      }
      const { keys } = tagKeysOf(resource);
      const isTaken = (key: string) => keys.some((each) => each.toLowerCase() === key.toLowerCase());
      // What the provider's check merged is what it gives AWS, and no check comes after (pulumi-aws, provider/tags.go).
      const holders = [resource.at("tags"), resource.at("tagsAll")].filter(
        ({ path, object }) => path === "tags" || object !== undefined,
      );
      for (const key of [...lack.shared, ...lack.own]) {
        const value = tagValue(settings.values, key, resource, program);
        if (value !== undefined && !isTaken(key)) {
          yield* holders.map((tags) => set(tags.at(key), value));
        }
      }
    },
  },
  *check(_, { stack, settings }) {
    const resources = stack.ofKind(taggableTypes());
    const lacks = resources.flatMap((resource) => lackOf(resource, settings) ?? []);
    // What one change fixes is one finding, however many resources it touches.
    const groups = new Map<string, Lack[]>();
    for (const lack of lacks.filter(({ open }) => !open)) {
      for (const way of waysToFix(lack)) {
        groups.set(way, [...(groups.get(way) ?? []), lack]);
      }
    }
    for (const [way, group] of groups) {
      yield report(way, group, resources);
    }
    const open = lacks.find((lack) => lack.open);
    if (open !== undefined) {
      const keys = listed([...open.shared, ...open.own]);
      yield undecided("tags", `whether the tags of "${open.resource.name}" have ${keys} is not known yet`);
    }
  },
});

/** What a resource lacks. */
interface Lack {
  readonly resource: Resource;
  /** Keys that all resources have in common. */
  readonly shared: readonly string[];
  /** `Name`, which is each resource's own. */
  readonly own: readonly string[];
  /** Keys it has that differ from one of those only in case. */
  readonly similar: readonly string[];
  /** Whether it may yet have what it lacks. */
  readonly open: boolean;
}

function lackOf(resource: Resource, settings: Settings): Lack | undefined {
  const { keys, open } = tagKeysOf(resource);
  const lacking = (wanted: readonly string[]) =>
    wanted.filter((key) => !keys.includes(key) && !ignoresTag(resource.provider, key));
  const required = requiredTags(settings.requiredTags);
  const named = settings.nameTag === true && SHOWN_BY_NAME.has(resource.type) && !required.includes("Name");
  const [shared, own] = [lacking([...new Set(required)]), lacking(named ? ["Name"] : [])];
  const similar = keys.filter((key) => shared.some((each) => each.toLowerCase() === key.toLowerCase()));
  return shared.length + own.length === 0 ? undefined : { resource, shared, own, similar, open };
}

/**
 * The changes that give a resource what it lacks: another spelling of its own tags, tags of a group that default tags do not
 * reach, default tags of the program's providers, or of the default one, a name.
 */
function waysToFix({ resource, shared, own, similar }: Lack): readonly string[] {
  const names = own.length > 0 ? ["name"] : [];
  if (shared.length === 0) {
    return names;
  }
  if (resource.type === AUTO_SCALING_GROUP) {
    return ["groups", ...names];
  }
  return [
    similar.length > 0
      ? `case ${[...similar].sort().join(" ")}`
      : isExplicit(resource.provider)
        ? "explicit"
        : "default",
    ...names,
  ];
}

function isExplicit(provider: ProviderView | undefined): provider is ProviderView {
  return provider !== undefined && !isDefaultProvider(provider);
}

function report(way: string, group: readonly Lack[], all: readonly Resource[]): FindingYield {
  const first = group[0]?.resource;
  const keys = distinct(group.flatMap(({ shared, own }) => (way === "name" ? own : shared)));
  const similar = distinct(group.flatMap((each) => (way.startsWith("case") ? each.similar : [])));
  const differs =
    similar.length === 0 ? "" : ` ${listed(similar)} ${similar.length === 1 ? "differs" : "differ"} only in case.`;
  const message =
    group.length === 1
      ? `Without ${listed(keys)}.${differs}`
      : `${group.length} of ${all.length} resources that take tags are without ${listed(keys)}` +
        `${group.some(({ shared, own }) => (way === "name" ? own : shared).length < keys.length) ? ", or some of them" : ""}: ` +
        `${quotedNames(namesOf(group), MOST_NAMED)}.${differs}`;
  return finding("tags", message, {
    ...(first && { resource: first }),
    about: group.map(({ resource }) => resource),
    ...fixFor(way, keys, group),
  });
}

function fixFor(way: string, keys: readonly string[], group: readonly Lack[]): Partial<FindingYield> {
  if (way === "name") {
    return { severity: "low", remediation: "Give each of them `Name` among its own `tags`." };
  }
  if (way === "groups") {
    return {
      remediation:
        "Add `{ key, value, propagateAtLaunch: true }` to the group's `tags`: a provider's default tags do not reach Auto " +
        "Scaling groups, nor the instances they launch.",
    };
  }
  if (way.startsWith("case")) {
    return {
      remediation: `Spell the keys exactly: ${listed(keys)}. Reports and policies by tag tell upper from lower case.`,
    };
  }
  if (way === "explicit") {
    const providers = distinct(group.map(({ resource }) => resource.provider?.name ?? ""));
    return {
      remediation:
        `Set ${listed(keys)} once, in \`defaultTags: { tags: { … } }\` of the ` +
        `${providers.length === 1 ? "provider" : "providers"} ${quotedNames(providers, MOST_NAMED)}.`,
    };
  }
  const commands = keys.map((key) => `\`pulumi config set --path 'aws:defaultTags.tags.${key}' …\``).join(", ");
  return {
    remediation:
      `Set them once for the default provider, in the stack's configuration: ${commands}. Or declare an \`aws.Provider\` with ` +
      "`defaultTags: { tags: { … } }` and pass it on.",
  };
}

function namesOf(group: readonly Lack[]): readonly string[] {
  return group.map(({ resource }) => resource.name);
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
