import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type StackRuleContext, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checksByKind } from "../../helpers/checks-by-kind";
import { isDeclared } from "../../helpers/declared";
import { functionOf } from "../../helpers/functions";
import { certainRegion } from "../../helpers/place";
import { quotedNames } from "../../helpers/words";

/** What Lambda keeps for functions without a reservation (https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html). */
const KEPT = 100;
const MOST_NAMED = 6;

export const lambdaConcurrency = defineRule({
  id: "lambda-concurrency",
  title: "Functions reserve no more concurrency than there is",
  rationale:
    "Lambda refuses a reservation that leaves less than 100 of the account's concurrency to all other functions, and more provisioned concurrency than a function may use.",
  remediation:
    "Reserve less, or have the quota raised (Service Quotas, Lambda, concurrent executions) and tell this rule: `accountConcurrency`.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  settings: {
    accountConcurrency: {
      type: "integer",
      description: "The account's quota of concurrent executions in each region. New accounts may have less than 1000.",
      default: 1000,
      minimum: 1,
    },
  },
  scope: "stack",
  ...checksByKind([kinds.lambdaFunction, checkReservation], [kinds.provisionedConcurrency, checkProvisioned]),
});

interface Reservation {
  readonly fn: Resource;
  readonly amount: number;
}

function* checkReservation(fn: Resource, { stack, settings }: StackRuleContext): Generator<Yield> {
  const reserved = fn.at("reservedConcurrentExecutions");
  if (reserved.unknown && isDeclared(stack, fn, "reservedConcurrentExecutions")) {
    yield undecided(reserved, "the reservation is not known yet");
    return;
  }
  const group = [...stack.derive(reservations).values()].find((all) => all.some((each) => each.fn === fn)) ?? [];
  const quota = Number(settings.accountConcurrency);
  const sum = group.reduce((all, { amount }) => all + amount, 0);
  if (group.length === 0) {
    yield notApplicable("the function reserves no concurrency");
  } else if (sum > quota - KEPT) {
    // Told once, where most can be saved.
    const [largest] = [...group].sort((a, b) => b.amount - a.amount);
    if (largest?.fn !== fn) {
      yield notApplicable(`reported with "${largest?.fn.name ?? ""}", which takes most`);
      return;
    }
    const names = quotedNames(
      group.map((each) => each.fn.name),
      MOST_NAMED,
    );
    const taken = group.length === 1 ? `The function takes ${sum}` : `The functions ${names} take ${sum} together`;
    yield finding(
      "reservedConcurrentExecutions",
      `${taken} of the account's ${quota} concurrent executions, and Lambda keeps ${KEPT} for functions without a reservation: it refuses more than ${Math.max(quota - KEPT, 0)}.`,
      { about: group.map((each) => each.fn) },
    );
  }
}

/** What the functions of one place take of the account's concurrency for themselves, by place. */
function reservations(stack: Stack): ReadonlyMap<string, readonly Reservation[]> {
  const groups = new Map<string, Reservation[]>();
  for (const fn of stack.ofKind(kinds.lambdaFunction)) {
    const reserved = fn.at("reservedConcurrentExecutions").number ?? -1;
    // What is provisioned lies within the reservation, where there is one.
    const amount = reserved >= 0 ? reserved : sumOf(stack.derive(provisioned).get(fn));
    if (amount > 0) {
      const place = `${fn.provider?.urn ?? ""} ${certainRegion(fn) ?? ""}`;
      groups.set(place, [...(groups.get(place) ?? []), { fn, amount }]);
    }
  }
  return groups;
}

function provisioned(stack: Stack): ReadonlyMap<Resource, readonly Resource[]> {
  const byFunction = new Map<Resource, Resource[]>();
  for (const config of stack.ofKind(kinds.provisionedConcurrency)) {
    const fn = functionOf(stack, config, ["functionName"]);
    if (fn !== undefined) {
      byFunction.set(fn, [...(byFunction.get(fn) ?? []), config]);
    }
  }
  return byFunction;
}

function sumOf(configs: readonly Resource[] = []): number {
  return configs.reduce((sum, config) => sum + (config.at("provisionedConcurrentExecutions").number ?? 0), 0);
}

function* checkProvisioned(config: Resource, { stack }: StackRuleContext): Generator<Yield> {
  const amount = config.at("provisionedConcurrentExecutions");
  const fn = functionOf(stack, config, ["functionName"]);
  if (fn === undefined || amount.unknown) {
    yield undecided(amount.unknown ? amount : "functionName", "how much of which function is not known yet");
    return;
  }
  const snapStart = fn.at("snapStart", "applyOn").string ?? fn.at("snapStart", 0, "applyOn").string;
  if (snapStart === "PublishedVersions") {
    yield finding(
      "provisionedConcurrentExecutions",
      `"${fn.name}" uses SnapStart, and Lambda takes no provisioned concurrency for such a function.`,
      { remediation: "Leave out one of the two: `snapStart`, or the provisioned concurrency." },
    );
  }
  const reserved = fn.at("reservedConcurrentExecutions").number ?? -1;
  const all = stack.derive(provisioned).get(fn) ?? [config];
  const sum = sumOf(all);
  if (reserved >= 0 && sum > reserved && all[0] === config) {
    const together =
      all.length === 1
        ? ""
        : ` (with ${quotedNames(
            all.slice(1).map((each) => each.name),
            MOST_NAMED,
          )})`;
    yield finding(
      amount,
      `${sum}${together} is more than the ${reserved} concurrent executions "${fn.name}" reserves, so Lambda refuses it.`,
      {
        about: all,
        remediation: "Provision at most what the function reserves, or raise `reservedConcurrentExecutions`.",
      },
    );
  }
}
