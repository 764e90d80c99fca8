import { kinds } from "../../engine/kinds";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import { rulesOf, subnetsWith, type AclRule, type Direction } from "../../helpers/network-acls";
import { quotedNames } from "../../helpers/words";

/**
 * Lowest port that the clients of a connection commonly choose: Linux from 32768, Windows from 49152; NAT gateways, load
 * balancers and functions from 1024 (https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html).
 */
const EPHEMERAL = 32768;
const PRIVILEGED = 1024;

export const networkAclValid = defineRule({
  id: "network-acl-valid",
  title: "A network ACL lets the traffic it allows come back",
  rationale:
    "A network ACL keeps no state and denies what no rule allows: the answers of a connection need a rule of their own, " +
    "for the ports clients choose (1024-65535).",
  remediation: "Allow TCP 1024-65535 in the direction of the answers, beside the ports of the services.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S1-8", "S3-6"],
  scope: "stack",
  targets: kinds.networkAcl,
  *check(acl, { stack }) {
    const { rules, open } = rulesOf(stack, acl);
    yield* checkMixed(rules);
    const { used, open: mayApply } = subnetsWith(stack, acl);
    if (!used) {
      yield mayApply
        ? undecided("subnetIds", "whether the ACL applies to a subnet is not known yet")
        : notApplicable("the ACL applies to no subnet");
    } else if (open || rules.some(isOpen)) {
      yield undecided("", "the rules of the ACL are not all known yet");
    } else {
      yield* checkWays(rules);
    }
  },
});

function isOpen({ direction, allows, tcp }: AclRule): boolean {
  return direction === undefined || allows === undefined || tcp === undefined;
}

function* checkWays(rules: readonly AclRule[]): Generator<Yield> {
  const allowed = (direction: Direction) =>
    rules.filter((rule) => rule.direction === direction && rule.allows === true);
  const ways = { ingress: allowed("ingress"), egress: allowed("egress") };
  if (ways.ingress.length + ways.egress.length === 0) {
    yield finding("", "The ACL allows nothing, so nothing passes into or out of its subnets.", {
      remediation: "Add rules that allow what the subnets need, in both directions, or remove the ACL.",
    });
    return;
  }
  const back = [
    ["ingress", "egress", "come in", "leave"] as const,
    ["egress", "ingress", "go out", "come back"] as const,
  ];
  for (const [way, answers, verb, fate] of back) {
    const services = ways[way].flatMap(({ tcp }) =>
      tcp !== undefined && tcp !== "none" && isService(tcp) ? [tcp] : [],
    );
    const [first] = services;
    const passes = ways[answers].some(({ tcp }) => tcp !== undefined && tcp !== "none" && tcp[1] >= EPHEMERAL);
    if (first !== undefined && !passes) {
      const ports = services.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
      yield finding(
        answers,
        `Connections to TCP ${[...new Set(ports)].join(", ")} may ${verb}, and their answers cannot ${fate}: \`${answers}\` allows no ` +
          "TCP port that clients use.",
        { remediation: `Allow TCP 1024-65535 in \`${answers}\`.` },
      );
    }
  }
}

/** Ports of a service, not the range of a client's. */
function isService([from, to]: readonly [number, number]): boolean {
  return from > 0 && (to < PRIVILEGED || from === to);
}

/** The provider keeps the rules inside an ACL exactly as written, and removes others at the next update. */
function* checkMixed(rules: readonly AclRule[]): Generator<Yield> {
  const separate = rules.flatMap((rule) => rule.separate ?? []);
  if (separate.length > 0 && separate.length < rules.length) {
    const names = quotedNames(
      separate.map(({ name }) => name),
      5,
    );
    yield finding(
      "",
      `The ACL has rules inside it and in resources of their own, ${names}: each removes what the other made.`,
      { remediation: "Write all rules of the ACL in one way: inside it, or each as `aws.ec2.NetworkAclRule`." },
    );
  }
}
