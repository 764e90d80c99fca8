import type { Naming } from "./naming";

/** The tags every resource gets from its provider; a component only adds `Name`. */
export function defaultTags(naming: Naming): Record<string, string> {
  return { Project: naming.project, Environment: naming.environment, ManagedBy: "Pulumi" };
}
