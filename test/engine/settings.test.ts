import type { SettingsSchema } from "../../policy-pack/engine/rule";
import { resolveSettings } from "../../policy-pack/engine/settings";

const SCHEMA: SettingsSchema = {
  ports: { type: "array", items: { type: "integer" }, default: [80, 443], description: "" },
  mode: { type: "string", enum: ["a", "b"], default: "a", description: "" },
};

describe("resolveSettings", () => {
  test("fills in defaults", () => {
    expect(resolveSettings(SCHEMA, {})).toEqual({ settings: { ports: [80, 443], mode: "a" }, mistakes: [] });
    expect(resolveSettings(undefined, {})).toEqual({ settings: {}, mistakes: [] });
  });

  test("takes valid settings", () => {
    expect(resolveSettings(SCHEMA, { ports: [22], mode: "b" }).settings).toEqual({ ports: [22], mode: "b" });
  });

  test.each([
    [{ ports: ["22"] }, /`ports\[0\]` must be integer, but is "22"/],
    [{ constructor: 1 }, /`constructor` is not a setting of this rule/],
    [{ ports: Array(5000).fill("x") as string[] }, /`ports\[0\]` must be integer, but is "x"/],
    [{ ports: 22 }, /`ports` must be array/],
    [{ mode: "c" }, /`mode` must be equal to one of the allowed values \(a, b; did you mean "a"\?\), but is "c"/],
    [{ prots: [22] }, /`prots` is not a setting of this rule \(known settings: ports, mode; did you mean "ports"\?\)/],
  ])("names what is wrong with %j, and uses the default", (given, message) => {
    const { settings, mistakes } = resolveSettings(SCHEMA, given);
    expect(mistakes[0]).toMatch(message);
    expect(settings).toEqual({ ports: [80, 443], mode: "a" });
  });
});
