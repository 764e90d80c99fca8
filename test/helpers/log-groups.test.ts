import { nearestRetention, offeredRetention, retentionOfAtLeast } from "../../policy-pack/helpers/log-groups";

test("the list has a source and a date, and no zero", () => {
  const { days, source, date } = offeredRetention();
  expect(source).toMatch(/^cfn-lint \d/);
  expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(days).toEqual([...days].sort((a, b) => a - b));
  expect(days).toEqual(expect.arrayContaining([1, 30, 365, 3653]));
  expect(days).not.toContain(0);
});

test.each([
  [-5, 1],
  [2, 3], // as near to 1: the longer one
  [45, 60],
  [44, 30],
  [364, 365],
  [100000, 3653],
])("nearest to %d is %d", (wanted, nearest) => {
  expect(nearestRetention(wanted)).toBe(nearest);
});

test.each([
  [1, 1],
  [45, 60],
  [365, 365],
  [366, 400],
  [100000, 3653],
])("at least %d is %d", (wanted, least) => {
  expect(retentionOfAtLeast(wanted)).toBe(least);
});
