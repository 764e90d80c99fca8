import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import { admitsWorld } from "../../helpers/addresses";
import { describePorts, LAST_PORT, sensitivePorts } from "../../helpers/ports";
import {
  GROUPS,
  inlineRules,
  ownRules,
  rangesOf,
  SEPARATE_RULES,
  type Direction,
  type SecurityRule,
} from "../../helpers/security-groups";
import { listed, quotedNames } from "../../helpers/words";

const TARGETS = [...GROUPS, ...SEPARATE_RULES];
const MOST_NAMED = 5;

export const sgNarrowRules = defineRule({
  id: "sg-narrow-rules",
  title: "Security groups let in who needs to come in, and say why",
  rationale:
    "A database that the whole network reaches is open to whoever gets into any machine of it. A group as source lets in " +
    "what has that group, whatever its address, and nothing else.",
  remediation: "Name the group that needs the port as source (`referencedSecurityGroupId`, `securityGroups`).",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("text of SC-7(5)", "text of SEC05-BP02"),
  seeds: ["S2-6"],
  settings: {
    widestIpv4: {
      type: "integer",
      description:
        "Shortest prefix of an IPv4 range that may reach administration and database ports: 24 for `10.0.1.0/24`.",
      default: 24,
      minimum: 0,
      maximum: 32,
    },
    widestIpv6: {
      type: "integer",
      description: "The same for IPv6.",
      default: 64,
      minimum: 0,
      maximum: 128,
    },
    openEgress: {
      type: "boolean",
      description:
        "Whether to report, once a stack and with severity low, groups that let everything out to everywhere.",
      default: true,
    },
    descriptions: {
      type: "boolean",
      description: "Whether to report, once a stack and with severity low, rules without a description.",
      default: true,
    },
  },
  scope: "stack",
  targets: TARGETS,
  *check(holder, { settings, stack }) {
    const widest = { ipv4: Number(settings.widestIpv4), ipv6: Number(settings.widestIpv6) };
    if (inlineRules(stack, holder, "ingress")?.unknown === true) {
      yield undecided("ingress", "who is let in is not known yet");
    }
    for (const rule of ownRules(stack, holder, "ingress")) {
      yield* checkSource(stack, rule, widest);
    }
    if (settings.openEgress === true) {
      yield* reportFirst(holder, stack.derive(openEgress), openEgressFinding);
    }
    if (settings.descriptions === true) {
      yield* reportFirst(holder, stack.derive(withoutDescription), descriptionFinding);
    }
  },
});

function* checkSource(
  stack: Stack,
  rule: SecurityRule,
  widest: Readonly<Record<"ipv4" | "ipv6", number>>,
): Generator<Yield> {
  const sensitive = rule.ports !== undefined && sensitivePorts(rule.ports).length > 0;
  const portsOpen = rule.protocol === undefined;
  if (!sensitive && !portsOpen) {
    return;
  }
  const { ranges, open } = rangesOf(stack, rule);
  const wide = ranges.filter(({ family, prefix }) => prefix < widest[family]);
  // What the whole internet reaches is told by sg-no-open-ingress.
  if (wide.length > 0 && rule.ports !== undefined && sensitive && !admitsWorld(ranges)) {
    const verb = wide.length === 1 ? "reaches" : "reach";
    const inside = wide.every(({ isPrivate }) => isPrivate);
    yield finding(rule.place, `All of ${listed(wide.map(({ text }) => text))} ${verb} ${describePorts(rule.ports)}.`, {
      ...(inside
        ? {}
        : { remediation: "Name the addresses that need it, or let people in through Session Manager or a VPN." }),
    });
  } else if (wide.length === 0 && (open || portsOpen)) {
    yield undecided(rule.place, "how wide the rule is, is not known yet");
  }
}

/** Rules that are reported together, once a stack: many groups have them, and the reader decides for all at once. */
function* reportFirst(
  holder: Resource,
  rules: readonly SecurityRule[],
  report: (rules: readonly SecurityRule[]) => Yield,
): Generator<Yield> {
  if (rules[0]?.holder === holder) {
    const item = report(rules);
    const about = [...new Set(rules.map((rule) => rule.holder))];
    yield item.outcome === "finding" ? { ...item, about } : item;
  }
}

function openEgress(stack: Stack): readonly SecurityRule[] {
  return allRules(stack, "egress")
    .filter(
      (rule) =>
        rule.protocol === "all" || (rule.ports !== undefined && rule.ports.from <= 1 && rule.ports.to >= LAST_PORT),
    )
    .filter((rule) => admitsWorld(rangesOf(stack, rule).ranges));
}

function openEgressFinding(rules: readonly SecurityRule[]): Yield {
  return finding(
    rules[0]?.place ?? "",
    `Everything may leave for everywhere: ${holders(rules)}. Whoever gets in sends out what he likes.`,
    {
      severity: "low",
      remediation:
        "Let out what is needed: HTTPS to the internet or to VPC endpoints, and other groups on their ports.",
    },
  );
}

function withoutDescription(stack: Stack): readonly SecurityRule[] {
  return [...allRules(stack, "ingress"), ...allRules(stack, "egress")].filter(
    ({ description }) => description.absent || description.string?.trim() === "",
  );
}

function descriptionFinding(rules: readonly SecurityRule[]): Yield {
  const count = rules.length === 1 ? "1 rule has" : `${rules.length} rules have`;
  return finding(rules[0]?.block.path ?? "", `${count} no description that says what for: ${holders(rules)}.`, {
    severity: "low",
    remediation: "Give each rule a `description`; it can be changed later without replacing anything.",
  });
}

function allRules(stack: Stack, direction: Direction): readonly SecurityRule[] {
  return stack.ofKind(TARGETS).flatMap((holder) => ownRules(stack, holder, direction));
}

function holders(rules: readonly SecurityRule[]): string {
  return quotedNames([...new Set(rules.map(({ holder }) => holder.name))], MOST_NAMED);
}
