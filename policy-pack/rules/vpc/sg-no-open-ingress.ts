import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import { admitsWorld } from "../../helpers/addresses";
import { describePorts, LAST_PORT, sensitivePorts, type PortRange } from "../../helpers/ports";
import {
  GROUPS,
  ownRules,
  inlineRules,
  rangesOf,
  rulesOfGroup,
  SEPARATE_RULES,
  type SecurityRule,
} from "../../helpers/security-groups";
import { listed } from "../../helpers/words";

export const sgNoOpenIngress = defineRule({
  id: "sg-no-open-ingress",
  title: "The internet reaches public ports only",
  rationale:
    "What everybody can reach, everybody tries: a new address is scanned within minutes, and a database or a shell behind " +
    "an open port is one weak password away from a stranger.",
  remediation:
    "Name who may come in: another group (`referencedSecurityGroupId`), or your own network's range. People reach machines " +
    "through Session Manager, which needs no open port.",
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub EC2.13",
    "Security Hub EC2.18",
    "Security Hub EC2.19",
    "Security Hub EC2.53",
    "Security Hub EC2.54",
    "Prowler ec2_securitygroup_allow_ingress_from_internet_to_all_ports",
    "text of SEC05-BP02",
  ),
  seeds: ["S2-6", "F"],
  settings: {
    publicPorts: {
      type: "array",
      description: "Ports, TCP and UDP, that everybody may reach.",
      default: [80, 443],
      items: { type: "integer" },
    },
  },
  scope: "stack",
  targets: [...GROUPS, ...SEPARATE_RULES],
  *check(holder, { settings, stack }) {
    const isPublic = new Set(settings.publicPorts as readonly number[]);
    const inline = inlineRules(stack, holder, "ingress");
    if (inline?.unknown === true || holder.at("type").unknown) {
      yield undecided(inline ?? "type", "who is let in is not known yet");
    }
    for (const rule of ownRules(stack, holder, "ingress")) {
      yield* checkRule(stack, rule, isPublic);
    }
    if (holder.is(GROUPS)) {
      yield* checkTogether(stack, holder, isPublic);
    }
  },
});

function* checkRule(stack: Stack, rule: SecurityRule, isPublic: ReadonlySet<number>): Generator<Yield> {
  const { ranges, open } = rangesOf(stack, rule);
  const exposed = rule.ports === undefined ? undefined : exposedPart(rule.ports, isPublic);
  const portsOpen = rule.protocol === undefined || (rule.ports === undefined && hasPorts(rule));
  if (admitsWorld(ranges)) {
    if (exposed !== undefined) {
      yield exposure(rule, exposed, listed(ranges.filter((each) => admitsWorld([each])).map(({ text }) => text)));
    } else if (portsOpen) {
      yield undecided(rule.place, "which ports everybody reaches is not known yet");
    }
  } else if (open && (portsOpen || exposed !== undefined)) {
    yield undecided(rule.place, "who is let in is not known yet");
  }
}

/** Several rules, each for a part of the internet, may admit all of it. */
function* checkTogether(stack: Stack, group: Resource, isPublic: ReadonlySet<number>): Generator<Yield> {
  const parts = rulesOfGroup(stack, group, "ingress").rules.flatMap((rule) => {
    const { ranges } = rangesOf(stack, rule);
    return rule.ports === undefined || ranges.length === 0 || admitsWorld(ranges)
      ? []
      : [{ rule, ranges, ports: rule.ports }];
  });
  for (const protocol of ["tcp", "udp"]) {
    const ofProtocol = parts.filter(({ rule }) => rule.protocol === protocol || rule.protocol === "all");
    const starts = [...new Set(ofProtocol.map(({ ports }) => ports.from))].sort((a, b) => a - b);
    for (const start of starts) {
      const here = ofProtocol.filter(({ ports }) => ports.from <= start && start <= ports.to);
      const to = Math.min(...here.map(({ ports }) => ports.to));
      const exposed = exposedPart({ from: start, to }, isPublic);
      const [first] = here;
      if (first !== undefined && exposed !== undefined && admitsWorld(here.flatMap(({ ranges }) => ranges))) {
        const texts = here.flatMap(({ ranges }) => ranges.map(({ text }) => text));
        yield exposure(first.rule, exposed, listed([...new Set(texts)]));
        return;
      }
    }
  }
}

function exposure(rule: SecurityRule, exposed: PortRange, who: string): Yield {
  const severity = sensitivePorts(exposed).length > 0 ? "critical" : "high";
  const from = who === "" ? "" : ` (${who})`;
  return finding(rule.place, `The whole internet${from} reaches ${describePorts(exposed)}.`, {
    resource: rule.holder,
    severity,
  });
}

/** The part of a range, from its first to its last port, that is not public. */
function exposedPart(range: PortRange, isPublic: ReadonlySet<number>): PortRange | undefined {
  let { from, to } = { from: Math.max(0, range.from), to: Math.min(LAST_PORT, range.to) };
  while (from <= to && isPublic.has(from)) {
    from++;
  }
  while (to >= from && isPublic.has(to)) {
    to--;
  }
  return from <= to ? { from, to } : undefined;
}

function hasPorts({ protocol }: SecurityRule): boolean {
  return protocol === "tcp" || protocol === "udp" || protocol === "all";
}
