import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { readableArn } from "../../iam/actions";
import type { ServiceAction } from "../../iam/authorization";
import { judgeAllows, oncePerDocument } from "../../iam/judge";
import { malformed, undecidedFor } from "../../iam/open-question";
import { documentTypes } from "../../iam/places";
import { reachOf, type Reach } from "../../iam/reach";
import { createsOnly, type GrantedActions } from "../../iam/resource-level";
import { narrowsResources } from "../../iam/scoping-conditions";
import { listSome, showElement } from "../../iam/show";
import type { Element, Statement } from "../../iam/statement";

const INAPPLICABLE = {
  resource: "In a resource policy `*` stands for the resource itself",
  trust: "A trust policy has no resources",
  guardrail: "The policy only limits what others grant; it grants nothing itself",
};
const MOST_SHOWN = 3;

export const iamNoWildcardResources = defineRule({
  id: "iam-no-wildcard-resources",
  title: "Policies name the resources they allow access to",
  rationale:
    "On a wildcard the permission reaches every resource of the account, those of other systems and those yet to come included.",
  remediation: "Replace the wildcard by the ARNs of the resources the workload uses.",
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: checkedBy("Security Hub KMS.1", "Security Hub KMS.2", "text of PCI DSS 7.2.5", "text of SEC03-BP02"),
  seeds: ["S1-3", "S3-4", "F"],
  scope: "resource",
  targets: documentTypes,
  check: (resource) =>
    oncePerDocument(judgeAllows(resource, INAPPLICABLE, judge), (findings) =>
      findings.every(({ severity }) => severity === "medium") ? "medium" : "high",
    ),
});

function* judge(statement: Statement): Generator<Yield> {
  const { resources, notResources, condition } = statement;
  if (!resources.present && !notResources.present) {
    yield* undecidedFor([malformed(statement.value, "has neither `Resource` nor `NotResource`")]);
    return;
  }
  const reach = reachOf(statement);
  const narrowed = narrowsResources(condition, createsOnly(reach.granted));
  if (narrowed === "yes") {
    return;
  }
  if (!reach.everywhere) {
    yield* undecidedFor(reach.open);
  } else if (narrowed === "unknown") {
    yield undecided(condition, `\`${condition.path}\` is not known yet, and may narrow the resources`);
  } else {
    yield wideFinding(statement, reach);
  }
}

function wideFinding({ notResources }: Statement, { wide, granted }: Reach): Yield {
  const names = granted.limitable.map((action) => action.name);
  const limitable = granted.all ? "most actions" : listSome(names, MOST_SHOWN);
  const what = notResources.present
    ? `With \`NotResource\` the statement applies to everything except ${shown(notResources.known) || "what is not known yet"}`
    : `${shown(wide)} ${wide.length === 1 ? "names" : "name"} no resource`;
  return finding(
    wide[0]?.value ?? notResources.value,
    `${what}, though AWS can limit ${limitable} to named ones. As it is, the statement reaches every resource they work on.`,
    { remediation: remedy(granted), severity: granted.all || !granted.limitable.every(isOverview) ? "high" : "medium" },
  );
}

/** Whether an action shows what there is, and nothing of what is in it. */
function isOverview({ name, level }: ServiceAction): boolean {
  return level === "List" || /:(?:Describe|List)/.test(name);
}

function shown(entries: readonly Element[]): string {
  return listSome(entries.map(showElement), MOST_SHOWN);
}

/** The ARNs the actions take, and what is to become of those that take none. */
function remedy({ all, limitable, starOnly }: GrantedActions): string {
  const formats = new Map<string, string>();
  for (const { name, arnFormats } of limitable) {
    const format = arnFormats[0] ?? "";
    formats.set(format, formats.get(format) ?? name);
    if (formats.size > MOST_SHOWN) {
      break;
    }
  }
  if (all || formats.size === 0) {
    return "Name the actions, and the ARNs of the resources they work on.";
  }
  const examples = [...formats].slice(0, MOST_SHOWN).map(([format, name]) => `\`${readableArn(format)}\` (${name})`);
  const named = `Name the resources${formats.size > MOST_SHOWN ? ", such as" : ":"} ${listSome(examples, MOST_SHOWN)}.`;
  if (starOnly.length === 0) {
    return named;
  }
  const verb = starOnly.length === 1 ? "works" : "work";
  return `${named} ${shown(starOnly)} ${verb} only on \`*\`: give that a statement of its own.`;
}
