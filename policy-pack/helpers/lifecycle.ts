/** What the lifecycle rules of a bucket do, inline or in a resource of their own. */
import { kinds } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import type { Answer } from "../iam/answer";
import { companionsOf, inline } from "./buckets";

/** What a bucket's enabled rules do, for whichever objects. */
export interface Lifecycle {
  /** Objects are removed after a time. */
  readonly expires: Answer;
  /** Versions that are no longer current are removed after a time. */
  readonly expiresOld: Answer;
  /** Uploads that were begun and never completed are removed. */
  readonly abortsUploads: Answer;
}

/** Spellings of each action: in the separate resource, then inline, where provider 6 and 7 have two more. */
const ACTIONS: Readonly<Record<keyof Lifecycle, readonly (readonly string[])[]>> = {
  // An expiration may also only remove delete markers: that removes no object.
  expires: [
    ["expiration", "days"],
    ["expiration", "date"],
    ["expirations", "days"],
    ["expirations", "date"],
  ],
  expiresOld: [["noncurrentVersionExpiration"], ["noncurrentVersionExpirations"]],
  abortsUploads: [["abortIncompleteMultipartUpload", "daysAfterInitiation"], ["abortIncompleteMultipartUploadDays"]],
};

/**
 * Reads the lifecycle of a bucket. A separate configuration replaces what the bucket says inline, as the last writer.
 * A rule for a part of the objects counts: which part a program means, it knows best.
 */
export function lifecycleOf(stack: Stack, bucket: Resource): Lifecycle {
  const { sure, possible } = companionsOf(stack, bucket, kinds.bucketLifecycle);
  const lists =
    sure.length > 0 ? sure.map((resource) => resource.at("rules")) : inline(stack, bucket, "lifecycleRules");
  const isOpen = possible.length > 0 || lists.some((list) => list.unknown);
  const rules = lists.flatMap((list) => list.items);
  const answer = (action: keyof Lifecycle): Answer => {
    const answers = rules.map((rule) => doesAction(rule, ACTIONS[action]));
    return answers.includes("yes") ? "yes" : isOpen || answers.includes("unknown") ? "unknown" : "no";
  };
  return { expires: answer("expires"), expiresOld: answer("expiresOld"), abortsUploads: answer("abortsUploads") };
}

function doesAction(rule: Value, spellings: readonly (readonly string[])[]): Answer {
  const enabled = isEnabled(rule);
  if (enabled === "no") {
    return "no";
  }
  const values = spellings.flatMap(([first = "", ...rest]) => {
    const block = rule.at(first);
    return block.unknown ? [block] : block.items.map((item) => item.at(...rest));
  });
  if (values.some((value) => !value.absent && !value.unknown && value.number !== 0)) {
    return enabled;
  }
  return rule.unknown || values.some((value) => value.unknown) ? "unknown" : "no";
}

/** The separate resource has a `status`, the inline block an `enabled`. */
function isEnabled(rule: Value): Answer {
  const status = rule.at("status");
  const enabled = rule.at("enabled");
  if (status.unknown || enabled.unknown) {
    return "unknown";
  }
  return status.string === "Enabled" || enabled.boolean === true ? "yes" : "no";
}
