import { causeOf, CLOCK_SHIFT_MS, shapeOf, type Difference } from "../../policy-pack/helpers/evaluated-twice";
import { Resource } from "../../policy-pack/engine/resource";

const cause = (a: string, b: string) =>
  causeOf({
    resource: new Resource({ urn: "", type: "", name: "", properties: () => ({}) }),
    property: "",
    parts: [a, b],
    around: ["", ""],
    secret: false,
  } satisfies Difference);

const NOW = Date.UTC(2026, 1, 28, 23, 59, 59, 999);
const at = (time: number) => new Date(time);

test.each<[string, (time: number) => string]>([
  ["epoch in milliseconds", (time) => String(time)],
  ["epoch in seconds", (time) => String(Math.floor(time / 1_000))],
  ["base 16", (time) => time.toString(16)],
  ["base 36", (time) => time.toString(36)],
  ["ISO", (time) => at(time).toISOString()],
  ["a day", (time) => at(time).toISOString().slice(0, 10)],
  ["compact", (time) => at(time).toISOString().replace(/\D/g, "").slice(0, 14)],
  ["words", (time) => at(time).toUTCString()],
])("the clock is recognised: %s", (_, format) => {
  expect(cause(format(NOW), format(NOW + CLOCK_SHIFT_MS + 900))).toBe("clock");
});

test.each([
  ["k3x9aq", "p0d7zz", "chance"],
  ["1000000000", "1000000001", "chance"],
  ["", "x", "unknown"],
  ["a", "bcd", "unknown"],
])("%s and %s: %s", (a, b, expected) => {
  expect(cause(a, b)).toBe(expected);
});

test("every part of a date differs between the two clocks, whenever it is", () => {
  for (let day = 0; day < 4 * 366; day++) {
    const before = at(NOW + day * 86_400_000);
    const after = at(before.getTime() + CLOCK_SHIFT_MS);
    for (const part of ["getUTCFullYear", "getUTCMonth", "getUTCDay", "getUTCHours", "getUTCMinutes"] as const) {
      expect(before[part]()).not.toBe(after[part]());
    }
  }
});

test.each([
  ["1730628930123", "13 digits"],
  ["7", "1 digit"],
  ["abc", "3 letters"],
  ["k3x9", "4 letters and digits"],
  ["a b", "3 characters"],
  ["3b241101-e2bb-4255-8caf-4136c566a962", "a UUID"],
])("the shape of %s is %s", (part, shape) => {
  expect(shapeOf(part)).toBe(shape);
});
