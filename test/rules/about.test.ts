/** A rule that reports once for many says for which: else an exemption of the first would hide whatever comes later. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const PACK = path.join(__dirname, "..", "..", "policy-pack");
/** Its faults lie in one other resource, which is the one to exempt. */
const ONE_PLACE = ["helpers/shared-fault.ts"];

test("every such rule names them in `about`", () => {
  const files = ["rules", "helpers"].flatMap((directory) =>
    readdirSync(path.join(PACK, directory), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => path.join(directory, file)),
  );
  const together = files.filter((file) =>
    /notApplicable\(`reported with|resource: first\b/.test(readFileSync(path.join(PACK, file), "utf8")),
  );
  expect(together.length).toBeGreaterThan(8);
  const silent = together.filter((file) => !/\babout\b/.test(readFileSync(path.join(PACK, file), "utf8")));
  expect(silent).toEqual(ONE_PLACE);
});
