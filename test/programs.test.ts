/** The seeds' own faulty snippets, and the sample `npm start` shows: all caught, each at its line, and nothing else. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { checkProgram } from "../preflight/check";
import { expectedIn, foundIn, ROOT } from "./support/programs";

const SEEDS = path.join(ROOT, "test", "fixtures", "seeds");
const programs = [
  ...readdirSync(SEEDS).map((name) => path.join(SEEDS, name)),
  path.join(ROOT, "test", "fixtures", "programs", "faulty"),
];

test.each(programs.map((directory) => [path.basename(directory), directory]))("%s", async (_, directory) => {
  const result = await checkProgram({ directory, cwd: ROOT });
  expect(result.error).toBeNull();
  const expected = expectedIn(path.join(directory, "index.ts"));
  expect(expected).not.toEqual([]);
  expect(foundIn(result)).toEqual(expected);
});

test("the seeds' six headline snippets are all there", () => {
  expect(readdirSync(SEEDS).map((name) => /^S\d-\d+/.exec(name)?.[0])).toEqual(
    expect.arrayContaining(["S0-2", "S0-3", "S0-5", "S1-3", "S1-6", "S2-4"]),
  );
});
