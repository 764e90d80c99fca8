/** Settings of the pack under which only some rules speak, so that a test of one thing outlives new rules. */
import { rules } from "../../policy-pack/rules";

/**
 * A `--policy-pack-config` with every rule disabled but these, which keep their own level.
 * @throws when there is no such rule.
 */
export function only(...ids: readonly string[]): Readonly<Record<string, string>> {
  const levels = ids.map((id) => {
    const rule = rules.find((each) => each.id === id);
    if (rule === undefined) {
      throw new Error(`there is no rule ${id}`);
    }
    return [id, rule.enforcement] as const;
  });
  return { all: "disabled", ...Object.fromEntries(levels) };
}

/** The rules the pack began with; the samples of `test/fixtures/engine` are each about one of them. */
export const HEADLINE = [
  "alarm-sns-actions",
  "alb-log-bucket-no-kms",
  "cloudfront-log-bucket-acl",
  "iam-no-wildcard-actions",
  "iam-no-wildcard-resources",
  "rds-no-hardcoded-password",
  "s3-no-timestamped-names",
] as const;
