/** Conditions of key policies. */
import { MASK, maskUnknown } from "../engine/made-up";
import type { Resource } from "../engine/resource";
import { isDemanding, testsOf } from "../iam/conditions";
import type { Statement } from "../iam/statement";
import { matches } from "../iam/wildcard";
import type { Answer } from "../iam/answer";
import { certainRegion } from "./place";

const LOG_GROUP_CONTEXT = "kms:encryptioncontext:aws:logs:arn";

/** Whether a statement's condition can hold for a user. Only what names another log group is known not to. */
export function appliesTo({ condition }: Statement, user: Resource): Answer {
  const { tests } = testsOf(condition);
  if (tests.some((test) => test.key === "kms:viaservice" && isDemanding(test))) {
    return "unknown"; // AWS does not say that a service which comes in its own name comes through one.
  }
  const contexts = tests.filter((test) => test.key === LOG_GROUP_CONTEXT && isDemanding(test));
  return contexts.every(({ value }) => value.unknown || value.items.some((each) => mayMean(each.string, user)))
    ? "yes"
    : "no";
}

const LOG_GROUP_ARN = /^arn:[^:]*:logs:([^:]*):[^:]*:(.*)$/;

function mayMean(pattern: string | undefined, group: Resource): boolean {
  const [, region, rest] = LOG_GROUP_ARN.exec(maskUnknown(pattern ?? MASK)) ?? [];
  const name = group.at("name").string;
  if (region === undefined || rest === undefined || name === undefined || group.at("name").halfKnown) {
    return true;
  }
  const own = certainRegion(group);
  const here = own === undefined || region.includes(MASK) || matches(region, own);
  const wanted = rest.replaceAll(MASK, "*");
  return here && [`log-group:${name}`, `log-group:${name}:*`].some((each) => matches(wanted, each));
}
