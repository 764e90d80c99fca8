/**
 * The rules of security groups in one form, from all spellings: inline `ingress` and `egress`, `SecurityGroupRule`,
 * `vpc.SecurityGroupIngressRule` and `vpc.SecurityGroupEgressRule`.
 */
import { kinds, type Kind } from "../engine/kinds";
import { STACK_TYPE, type Resource } from "../engine/resource";
import type { Link, Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { addressRange, type AddressRange } from "./addresses";
import type { Answer } from "../iam/answer";
import { isDeclared } from "./declared";
import { holdsText, isExported } from "./exports";
import { LAST_PORT, type PortRange } from "./ports";
import { segmentsOf } from "./values-at";

export const GROUPS: Kind = [...kinds.securityGroup, ...kinds.defaultSecurityGroup];
/** Resources that are one rule of a group each. */
export const SEPARATE_RULES: Kind = [
  ...kinds.securityGroupRule,
  ...kinds.securityGroupIngressRule,
  ...kinds.securityGroupEgressRule,
];

export type Direction = "ingress" | "egress";

/** One rule. */
export interface SecurityRule {
  /** The resource that carries it: the group, or one of its own. */
  readonly holder: Resource;
  readonly direction: Direction;
  /** The block or resource it stands in. */
  readonly block: Value;
  /** The property a finding about who it admits belongs to. */
  readonly place: string;
  /** Literal and computed ranges, IPv4 and IPv6. */
  readonly ranges: readonly Value[];
  readonly prefixLists: readonly Value[];
  /** Other groups. */
  readonly groups: readonly Value[];
  readonly self: Value;
  readonly description: Value;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, `all` or a number; `undefined` while nobody knows. */
  readonly protocol: string | undefined;
  /** Ports it opens; `undefined` while nobody knows, or when the protocol has none. */
  readonly ports: PortRange | undefined;
}

/** The rules of a group, as far as they are known. */
export interface GroupRules {
  readonly rules: readonly SecurityRule[];
  /** Whether there may be more: an unknown list, or a rule of a group nobody knows yet. */
  readonly open: boolean;
}

const NAMES = new Map([
  ["-1", "all"],
  ["1", "icmp"],
  ["6", "tcp"],
  ["17", "udp"],
  ["58", "icmpv6"],
]);
const SEPARATE_PLACES = ["cidrIpv4", "cidrIpv6", "cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "prefixListId"];

/** The rules a resource carries itself: those a group lists inline, or the one a rule's own resource is. */
export function ownRules(stack: Stack, holder: Resource, direction: Direction): readonly SecurityRule[] {
  if (holder.is(GROUPS)) {
    return (inlineRules(stack, holder, direction)?.items ?? []).map((block) => ruleFrom(holder, direction, block));
  }
  return directionOf(holder) === direction ? [ruleFrom(holder, direction, holder.props)] : [];
}

/**
 * The inline rules of a group, as far as the program wrote them. After `up` the provider shows there what separate
 * resources added, too.
 */
export function inlineRules(stack: Stack, group: Resource, direction: Direction): Value | undefined {
  return isDeclared(stack, group, direction) ? group.at(direction) : undefined;
}

/** The direction of a rule with a resource of its own. */
export function directionOf(rule: Resource): Direction | undefined {
  if (rule.is(kinds.securityGroupRule)) {
    const type = rule.at("type").string;
    return type === "ingress" || type === "egress" ? type : undefined;
  }
  return rule.is(kinds.securityGroupIngressRule) ? "ingress" : "egress";
}

/** All rules of a group in one direction, wherever they stand. */
export function rulesOfGroup(stack: Stack, group: Resource, direction: Direction): GroupRules {
  const separate = stack.companions(group, GROUPS, SEPARATE_RULES, "securityGroupId");
  const sure = separate.filter((rule) => stack.link(rule, ["securityGroupId"], GROUPS).certain);
  return {
    rules: [group, ...sure].flatMap((holder) => ownRules(stack, holder, direction)),
    open:
      inlineRules(stack, group, direction)?.unknown === true ||
      sure.some((rule) => rule.at("type").unknown) ||
      sure.length < separate.length ||
      stack.strays(GROUPS, SEPARATE_RULES, "securityGroupId").length > 0,
  };
}

function ruleFrom(holder: Resource, direction: Direction, block: Value): SecurityRule {
  const protocol = protocolOf(block);
  const at = (...properties: readonly string[]) => properties.flatMap((property) => elements(block.at(property)));
  const ranges = at("cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6");
  const prefixLists = at("prefixListIds", "prefixListId");
  const inline = block.path !== "";
  return {
    holder,
    direction,
    block,
    place: inline
      ? block.path
      : (SEPARATE_PLACES.find((property) => elements(block.at(property)).length > 0) ?? "securityGroupId"),
    ranges,
    prefixLists,
    groups: at("securityGroups", "sourceSecurityGroupId", "referencedSecurityGroupId"),
    self: block.at("self"),
    description: block.at("description"),
    protocol,
    ports: portsOf(block, protocol),
  };
}

/** The elements of a list; an unknown list is one unknown element. */
function elements(value: Value): readonly Value[] {
  const all = value.unknown ? [value] : value.items;
  return all.filter((each) => !each.absent && each.string !== "");
}

function protocolOf(block: Value): string | undefined {
  const value = [block.at("protocol"), block.at("ipProtocol")].find((each) => !each.absent);
  const text = (value?.string ?? value?.number?.toString())?.trim().toLowerCase();
  return text === undefined ? undefined : (NAMES.get(text) ?? text);
}

/**
 * For all protocols EC2 ignores the ports, whatever stands there (`0` and `0`, usually); for TCP and UDP `0` means port 0
 * and `-1` all of them (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html).
 */
function portsOf(block: Value, protocol: string | undefined): PortRange | undefined {
  if (protocol === "all") {
    return { from: 0, to: LAST_PORT };
  }
  const from = block.at("fromPort").number;
  const to = block.at("toPort").number;
  if ((protocol !== "tcp" && protocol !== "udp") || from === undefined || to === undefined) {
    return undefined;
  }
  return from === -1 && to === -1 ? { from: 0, to: LAST_PORT } : { from, to };
}

/** Whether a rule opens a TCP port. */
export function opensPort({ protocol, ports }: SecurityRule, port: number): Answer {
  if (protocol !== undefined && protocol !== "tcp" && protocol !== "all") {
    return "no";
  }
  if (protocol === undefined || ports === undefined) {
    return "unknown";
  }
  return port >= ports.from && port <= ports.to ? "yes" : "no";
}

/** The address ranges a rule admits, those of prefix lists of the stack included, each as a message may print it. */
export function rangesOf(
  stack: Stack,
  rule: SecurityRule,
): { readonly ranges: readonly (AddressRange & { readonly text: string })[]; readonly open: boolean } {
  const lists = rule.prefixLists.map((value) => stack.link(rule.holder, segmentsOf(value), kinds.managedPrefixList));
  const entries = lists.flatMap(({ targets, certain }) =>
    certain ? targets.flatMap((list) => entriesOf(stack, list)) : [],
  );
  const values = [...rule.ranges, ...entries];
  return {
    ranges: values.flatMap(({ string: text, halfKnown, secret }) => {
      const range = text === undefined || halfKnown ? undefined : addressRange(text);
      return range === undefined || text === undefined ? [] : [{ ...range, text: secret ? "(secret)" : text }];
    }),
    open: values.some((value) => value.halfKnown) || lists.some(({ exhaustive }) => !exhaustive),
  };
}

function entriesOf(stack: Stack, list: Resource): readonly Value[] {
  const separate = stack.companions(list, kinds.managedPrefixList, kinds.managedPrefixListEntry, "prefixListId");
  const inline = isDeclared(stack, list, "entries") ? list.at("entries").items.map((entry) => entry.at("cidr")) : [];
  return [...inline, ...separate.map((entry) => entry.at("cidr"))].filter((value) => !value.absent);
}

/** The group another property names; see {@link Stack.link}. */
export function groupAt(stack: Stack, holder: Resource, value: Value): Link {
  return stack.link(holder, segmentsOf(value), GROUPS);
}

/**
 * Whether anything of the stack has a group on its network interfaces. Everything but a rule or another group that depends
 * on it counts, however it does; and a group whose id the stack hands out may be attached elsewhere.
 *
 * @param except resources that do not count.
 */
export function isAttached(stack: Stack, group: Resource, except: readonly Resource[] = []): Answer {
  const users = stack.resources.filter(
    (each) =>
      each !== group &&
      !except.includes(each) &&
      each.type !== STACK_TYPE &&
      !each.is(GROUPS) &&
      !each.is(SEPARATE_RULES),
  );
  const id = group.at("id").string;
  const depends = users.some(
    ({ dependencies, propertyDependencies }) =>
      dependencies.includes(group.urn) || Object.values(propertyDependencies).some((urns) => urns.includes(group.urn)),
  );
  // By its literal id; made up, it is found by dependency alone.
  const isNamed = () => id !== undefined && users.some((user) => holdsText(user.props, id));
  return depends || isNamed() ? "yes" : isHandedOut(stack, group);
}

/** What exports of a group's id are called, or of something it lies in. */
const MAY_HOLD_A_GROUP = /sg|secur|group|network|vpc|^outputs?$/i;

/** Whether the stack exports a group's id, so that another stack may attach it or add rules to it. */
export function isHandedOut(stack: Stack, group: Resource): Answer {
  return isExported(stack, group, MAY_HOLD_A_GROUP);
}
