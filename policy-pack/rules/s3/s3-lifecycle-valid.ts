import { kinds } from "../../engine/kinds";
import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Value } from "../../engine/value";

/** Classes for infrequent access, which objects enter only when they are old enough. */
const INFREQUENT = ["STANDARD_IA", "ONEZONE_IA"];
const LEAST_DAYS = 30;
const NONCURRENT = "noncurrentVersionTransitions";

/** What happens to objects of one sort, in the separate resource and inline. */
interface Aging {
  readonly moves: string;
  /** Blocks that remove them, as each resource spells them. */
  readonly removals: readonly string[];
  readonly days: "days" | "noncurrentDays";
}

const AGING: readonly Aging[] = [
  { moves: "transitions", removals: ["expiration", "expirations"], days: "days" },
  { moves: NONCURRENT, removals: ["noncurrentVersionExpiration"], days: "noncurrentDays" },
  // Inline.
  { moves: NONCURRENT, removals: ["noncurrentVersionExpiration", "noncurrentVersionExpirations"], days: "days" },
];

export const s3LifecycleValid = defineRule({
  id: "s3-lifecycle-valid",
  title: "Lifecycle rules move objects no earlier than S3 allows, and before they expire",
  rationale:
    "S3 takes objects into STANDARD_IA and ONEZONE_IA after 30 days at the earliest, and nothing moves that has expired. It refuses the " +
    "whole lifecycle configuration otherwise. A transition without a number means 0 days.",
  remediation: `Set the days of the transition to ${LEAST_DAYS} or more, or choose INTELLIGENT_TIERING, which takes objects at once.`,
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "resource",
  targets: [...kinds.bucketLifecycle, ...kinds.bucket],
  *check(resource) {
    const rules = resource.at(resource.is(kinds.bucket) ? "lifecycleRules" : "rules");
    // What a rule that is switched off would do is not judged.
    const active = rules.items.filter(
      (rule) => rule.at("status").string !== "Disabled" && rule.at("enabled").boolean !== false,
    );
    for (const rule of active) {
      for (const aging of AGING) {
        for (const move of rule.at(aging.moves).items) {
          yield* checkMove(move, aging);
          yield* checkOrder(move, rule, aging);
        }
      }
    }
  },
});

function* checkMove(move: Value, { moves, days: key }: Aging): Generator<Yield> {
  const days = move.at(key);
  const storageClass = move.at("storageClass");
  // Of noncurrent versions the days must be there, under the resource's own spelling.
  if (days.absent && (moves === NONCURRENT || !move.at("date").absent)) {
    return;
  }
  const isOldEnough = days.number !== undefined && days.number >= LEAST_DAYS;
  if (isOldEnough || (storageClass.string !== undefined && !INFREQUENT.includes(storageClass.string))) {
    return;
  }
  if (days.unknown || storageClass.unknown) {
    yield undecided(days, "when objects are moved, and into which storage class, is not known yet");
  } else if (storageClass.string !== undefined) {
    yield finding(
      days,
      days.absent
        ? `The transition to ${storageClass.show()} has neither \`days\` nor \`date\`, which means 0 days; S3 refuses fewer than ${LEAST_DAYS}.`
        : `S3 moves objects to ${storageClass.show()} after ${LEAST_DAYS} days at the earliest, and refuses ${days.show()}.`,
    );
  }
}

function* checkOrder(move: Value, rule: Value, { removals, days: key }: Aging): Generator<Yield> {
  const moved = move.at(key);
  for (const removal of removals.flatMap((block) => rule.at(block).items)) {
    const removed = removal.at(key);
    if (
      moved.number !== undefined &&
      removed.number !== undefined &&
      removed.number > 0 &&
      removed.number <= moved.number
    ) {
      yield finding(
        moved,
        `Objects expire after ${removed.show()} days and would move to ${move.at("storageClass").show()} after ${moved.show()}: ` +
          "S3 refuses an expiration that is not later than the transition.",
        { remediation: "Let the objects expire later than they move, or leave the transition out." },
      );
    }
  }
}
