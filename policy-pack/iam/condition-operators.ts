/**
 * The operators of conditions, and how each compares
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).
 */
import { BlockList, isIPv6 } from "node:net";
import { MASK } from "../engine/made-up";
import type { Answer } from "./answer";
import { asLetters } from "./variables";
import { mayMatch } from "./wildcard";

/** @param wanted a value of the policy, variables filled in, unknown parts masked. @param given a value of the request. */
type Comparison = (wanted: string, given: string) => Answer;

/** One operator, without `ForAnyValue:`, `ForAllValues:` and `IfExists`, which each but `Null` can have. */
export interface ConditionOperator {
  /** As AWS spells it. */
  readonly name: string;
  /** The comparison with one value; of a negated operator, the one that must not hold. */
  readonly compare: Comparison;
  /** Whether it holds when no value compares, also when the request has no such key. */
  readonly negated: boolean;
}

const ARN_PARTS = 6;

const sameText: Comparison = (wanted, given) => equal(wanted, asLetters(given));
const sameTextAnyCase: Comparison = (wanted, given) => equal(wanted.toLowerCase(), asLetters(given).toLowerCase());
const like: Comparison = (wanted, given) => mayMatch(wanted, asLetters(given));

/** Both spellings of the ARN operators take wildcards, and compare each of the six parts by itself. */
const sameArn: Comparison = (wanted, given) => {
  const [patterns, parts] = [partsOf(wanted), partsOf(asLetters(given))];
  if (wanted === MASK) {
    return "unknown";
  }
  if (patterns.length !== parts.length) {
    return wanted.includes(MASK) ? "unknown" : "no";
  }
  const answers = patterns.map((pattern, index) => mayMatch(pattern, parts[index] ?? ""));
  return answers.includes("no") ? "no" : answers.includes("unknown") ? "unknown" : "yes";
};

const inRange: Comparison = (wanted, given) => {
  const [network = "", prefix] = wanted.split("/");
  const family = (address: string) => (isIPv6(address) ? "ipv6" : "ipv4");
  if (wanted.includes(MASK)) {
    return "unknown";
  }
  try {
    const range = new BlockList();
    const longest = isIPv6(network) ? 128 : 32;
    range.addSubnet(network, prefix === undefined ? longest : Number(prefix), family(network));
    return given.includes("/") ? "unknown" : answer(range.check(given, family(given)));
  } catch {
    // No address, or no range: AWS would have refused the document.
    return "unknown";
  }
};

/** @param read what a text means, `undefined` if nothing. */
function ordered(
  read: (text: string) => number | undefined,
  holds: (given: number, wanted: number) => boolean,
): Comparison {
  return (wanted, given) => {
    const [right, left] = [read(wanted), read(given)];
    return right === undefined || left === undefined ? "unknown" : answer(holds(left, right));
  };
}

function numberOf(text: string): number | undefined {
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
}

/** ISO 8601, or seconds since 1970. */
function timeOf(text: string): number | undefined {
  const seconds = numberOf(text);
  const time = seconds === undefined ? Date.parse(text) : seconds * 1000;
  return Number.isNaN(time) ? undefined : time;
}

const equals = (given: number, wanted: number) => given === wanted;
const less = (given: number, wanted: number) => given < wanted;
const atMost = (given: number, wanted: number) => given <= wanted;
const more = (given: number, wanted: number) => given > wanted;
const atLeast = (given: number, wanted: number) => given >= wanted;

type Row = readonly [name: string, compare: Comparison, negatedName?: string];

const ROWS: readonly Row[] = [
  ["StringEquals", sameText, "StringNotEquals"],
  ["StringEqualsIgnoreCase", sameTextAnyCase, "StringNotEqualsIgnoreCase"],
  ["StringLike", like, "StringNotLike"],
  ["NumericEquals", ordered(numberOf, equals), "NumericNotEquals"],
  ["NumericLessThan", ordered(numberOf, less)],
  ["NumericLessThanEquals", ordered(numberOf, atMost)],
  ["NumericGreaterThan", ordered(numberOf, more)],
  ["NumericGreaterThanEquals", ordered(numberOf, atLeast)],
  ["DateEquals", ordered(timeOf, equals), "DateNotEquals"],
  ["DateLessThan", ordered(timeOf, less)],
  ["DateLessThanEquals", ordered(timeOf, atMost)],
  ["DateGreaterThan", ordered(timeOf, more)],
  ["DateGreaterThanEquals", ordered(timeOf, atLeast)],
  ["Bool", sameTextAnyCase],
  ["BinaryEquals", sameText],
  ["IpAddress", inRange, "NotIpAddress"],
  ["ArnEquals", sameArn, "ArnNotEquals"],
  ["ArnLike", sameArn, "ArnNotLike"],
];

/** Every operator but `Null`, which compares nothing. */
export const conditionOperators: readonly ConditionOperator[] = ROWS.flatMap(([name, compare, negatedName]) => [
  { name, compare, negated: false },
  ...(negatedName === undefined ? [] : [{ name: negatedName, compare, negated: true }]),
]);

const byName = new Map(conditionOperators.map((operator) => [operator.name.toLowerCase(), operator]));

/** The operator of a name in lower case. */
export function operatorOf(name: string): ConditionOperator | undefined {
  return byName.get(name);
}

function equal(wanted: string, given: string): Answer {
  // A `*` of the policy is a letter here; the request's have been marked as such.
  const letters = asLetters(wanted);
  return letters.includes(MASK) ? mayMatch(letters, given) : answer(letters === given);
}

function answer(holds: boolean): Answer {
  return holds ? "yes" : "no";
}

/** The six parts of an ARN; the last keeps its colons. */
function partsOf(arn: string): readonly string[] {
  const parts = arn.split(":");
  return [
    ...parts.slice(0, ARN_PARTS - 1),
    ...(parts.length < ARN_PARTS ? [] : [parts.slice(ARN_PARTS - 1).join(":")]),
  ];
}
