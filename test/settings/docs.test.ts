/** The configurations in the documentation are right: every JSON block that is one is read as a user's file would be. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Resource, STACK_TYPE } from "../../policy-pack/engine/resource";
import { rules } from "../../policy-pack/rules";
import { packConfig } from "../../preflight/project/pack-config";

const ROOT = path.join(__dirname, "..", "..");
const directory = mkdtempSync(path.join(os.tmpdir(), "preflight-docs-"));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const blocks = [
  "README.md",
  "docs/settings.md",
  "docs/exemptions.md",
  "docs/offline-check.md",
  "docs/frameworks.md",
].flatMap((file) =>
  [...readFileSync(path.join(ROOT, file), "utf8").matchAll(/```json\n(.*?)```/gs)].map(
    ([, text], index) => [file, index + 1, text ?? ""] as const,
  ),
);

test.each(blocks)("%s, block %i", (_, __, text) => {
  const file = path.join(directory, "pack.json");
  writeFileSync(file, text);
  const config = packConfig({ file, shown: "pack.json" }, rules);
  expect(config.state.isConfigured).toBe(true);
  const root = new Resource({ urn: "urn:pulumi:dev::none::x::x", type: STACK_TYPE, name: "x", properties: () => ({}) });
  const mistaken = config.state.openBook().findings([root]);
  expect(mistaken.map(({ message }) => message).filter((each) => !each.includes("matches no resource"))).toEqual([]);
});
