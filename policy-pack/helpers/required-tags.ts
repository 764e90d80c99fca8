import type { SettingSchema } from "../engine/rule";

/** Keys that every resource's tags must have; one setting for all rules about them. */
export const REQUIRED_TAGS = {
  type: "array",
  items: { type: "string" },
  description: "Keys every resource must have among its tags, exactly as spelled here.",
  default: ["Project", "Environment", "ManagedBy"],
} as const satisfies SettingSchema;

/** The setting's value, once it has been validated. */
export function requiredTags(setting: unknown): readonly string[] {
  return Array.isArray(setting) ? setting.filter((key) => typeof key === "string") : [];
}
