/** Settings of the whole pack through the real engine, on the pack's own path and on that of the SDK alone. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { EngineSession, engineFixture, ROOT, type EngineRun } from "../support/engine";
import { describeEngine } from "../support/engine/gate";

/** One mandatory rule is broken, and advisory ones beside it. */
const PROGRAM = engineFixture("alarm-sns-actions");
const PATHS = [
  ["the pack's own answers", {}],
  ["the SDK's answers", { PREFLIGHT_PLAIN_SDK: "1" }],
] as const;

const levels = ({ findings }: EngineRun) => [...new Set(findings.map(({ rule, level }) => `${rule} ${level}`))];

describeEngine("settings of the pack in the real engine", () => {
  let session: EngineSession;
  beforeAll(() => {
    session = new EngineSession();
  });
  afterAll(() => session.close());

  const preview = (settings: Readonly<Record<string, unknown>>, environment: Readonly<Record<string, string>> = {}) =>
    session.stack(PROGRAM, { settings, environment }).preview();

  describe.each(PATHS)("%s", (_, environment) => {
    test("a profile lowers what would stop the deployment", async () => {
      const run = await preview({ "preflight-settings": { profile: "advisory" } }, environment);
      expect(run.succeeded).toBe(true);
      expect(levels(run)).toContain("alarm-sns-actions advisory");
      expect(run.findings.filter(({ level }) => level === "mandatory")).toEqual([]);
    });

    test("a line raises and another silences; what has its own entry is left alone", async () => {
      const run = await preview(
        {
          "alarm-sns-actions": "advisory",
          "preflight-settings": {
            levels: [
              { rule: "*", level: "disabled" },
              { rule: ["tags-required", "alarm-sns-actions"], level: "mandatory" },
            ],
          },
        },
        environment,
      );
      expect(run.succeeded).toBe(false);
      expect(levels(run).sort()).toEqual(["alarm-sns-actions advisory", "tags-required mandatory"]);
    });

    test("what is wrong is a finding that names it", async () => {
      const run = await preview(
        {
          all: "disabled",
          "alarm-sns-action": "mandatory",
          "preflight-settings": { enforcementLevel: "mandatory", levels: [{ servise: "s3", level: "disabled" }] },
        },
        environment,
      );
      expect(run.succeeded).toBe(false);
      expect(levels(run)).toEqual(["preflight-settings mandatory"]);
      const messages = run.findings.map(({ message }) => message).join("\n");
      expect(messages).toContain('`alarm-sns-action`: there is no such rule; did you mean "alarm-sns-actions"?');
      expect(messages).toContain(
        '`preflight-settings.levels[0].servise`: there is no such criterion; did you mean "service"?',
      );
    });
  });

  test("a ready file is a configuration as it is", async () => {
    const ready = JSON.parse(readFileSync(path.join(ROOT, "profiles", "advisory.json"), "utf8")) as Record<
      string,
      string
    >;
    const run = await preview(ready);
    expect(run.succeeded).toBe(true);
    expect(levels(run)).toContain("alarm-sns-actions advisory");
  });

  test("the engine itself refuses a profile that is none", async () => {
    const run = await preview({ "preflight-settings": { profile: "advisry" } });
    expect(run.succeeded).toBe(false);
    expect(run.output).toMatch(/preflight-settings: profile.*one of the following/);
  });
});
