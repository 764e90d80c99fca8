/** Points in time inside names. */
import { MASK } from "../engine/made-up";

/** A part of a text that is a plausible point in time. */
export interface Timestamp {
  /** The part, as it stands in the text. */
  readonly text: string;
  readonly form: "epoch in seconds" | "epoch in milliseconds" | "date" | "date and time";
  /** The day it falls on (UTC), as `2024-11-03`. */
  readonly day: string;
}

/** Years outside this window are no deployment's clock: they are versions of APIs, or plain numbers. */
const FIRST_YEAR = 2015;
const LAST_YEAR = 2045;

// A run of digits counts only as a whole, and not when it runs on into a part nobody knows yet.
const START = `(?<![0-9${MASK}])`;
const END = `(?![0-9${MASK}])`;

const EPOCH = new RegExp(`${START}(?:\\d{13}|\\d{10})${END}`, "g");
const ISO_DATE = new RegExp(`${START}(?<year>\\d{4})([-._])(?<month>\\d{2})\\2(?<day>\\d{2})${END}`, "g");
/** Eight, fourteen or seventeen digits. Not twelve, a date with hours and minutes: account ids have the same form. */
const COMPACT_DATE = new RegExp(
  `${START}(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})` +
    `(?<time>(?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2})(?:\\d{3})?)?${END}`,
  "g",
);
/** What may follow a date: `t101500z`, `T10:15:00.000Z`, `-10-15`. */
const TIME = /^[t_ -]?(?<hour>\d{2})([-:._]?)(?<minute>\d{2})(?:\2(?<second>\d{2})(?:[-:._]?\d{3})?)?(?!\d)z?/i;

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const WORD = /[0-9a-z]+/gi;

/**
 * The first plausible timestamp in a text: an epoch in seconds or milliseconds, an ISO or a compact date, with or
 * without a time of day, between the years 2015 and 2045.
 *
 * Not one: a year or a month alone, a version number, a number of any other length (account ids have twelve digits), and
 * digits inside a UUID or a hexadecimal id, where some run of digits always looks like something.
 *
 * @param text with the parts nobody knows masked (`maskUnknown`).
 */
export function findTimestamp(text: string): Timestamp | undefined {
  const readable = text.replace(UUID, blank).replace(WORD, (word) => (isHexadecimalId(word) ? blank(word) : word));
  let first: { readonly index: number; readonly timestamp: Timestamp } | undefined;
  for (const pattern of [EPOCH, COMPACT_DATE, ISO_DATE]) {
    for (const match of readable.matchAll(pattern)) {
      const timestamp = pattern === EPOCH ? fromEpoch(match[0]) : fromDate(match, readable);
      if (timestamp !== undefined && (first === undefined || match.index < first.index)) {
        first = { index: match.index, timestamp };
      }
    }
  }
  return first?.timestamp;
}

function fromEpoch(digits: string): Timestamp | undefined {
  const inSeconds = digits.length === 10;
  const date = new Date(Number(digits) * (inSeconds ? 1_000 : 1));
  const year = date.getUTCFullYear();
  return year >= FIRST_YEAR && year <= LAST_YEAR
    ? { text: digits, form: inSeconds ? "epoch in seconds" : "epoch in milliseconds", day: dayOf(date) }
    : undefined;
}

function fromDate(match: RegExpExecArray, text: string): Timestamp | undefined {
  const { year, month, day, time } = match.groups ?? {};
  const iso = `${year}-${month}-${day}`;
  if (!isDay(iso) || (time !== undefined && !isTime(match))) {
    return undefined;
  }
  const after = time === undefined ? TIME.exec(text.slice(match.index + match[0].length)) : null;
  const timeAfter = after !== null && isTime(after) ? after[0] : "";
  const form = time === undefined && timeAfter === "" ? "date" : "date and time";
  return { text: match[0] + timeAfter, form, day: iso };
}

/** A day of the calendar, in the window. */
function isDay(iso: string): boolean {
  const date = new Date(`${iso}T00:00:00Z`);
  const year = date.getUTCFullYear();
  // JavaScript reads 30 February as 1 March; what comes back differs.
  return year >= FIRST_YEAR && year <= LAST_YEAR && dayOf(date) === iso;
}

function isTime({ groups = {} }: RegExpExecArray): boolean {
  const { hour, minute, second = "00" } = groups;
  return Number(hour) <= 23 && Number(minute) <= 59 && Number(second) <= 59;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Digits and the letters a to f, mixed: `a1b2c3`. A word with a number after it (`db20241103`) is none. */
function isHexadecimalId(word: string): boolean {
  return /^[0-9a-f]+$/i.test(word) && (word.match(/[0-9](?=[a-f])|[a-f](?=[0-9])/gi)?.length ?? 0) >= 2;
}

/** Text of the same length in which nothing is found. */
function blank(text: string): string {
  return MASK.repeat(text.length);
}
