import type { Naming } from "./naming";

/** The tags every resource gets from its provider; a component only adds `Name`. */
export function defaultTags(naming: Naming): Record<string, string> {
  return { Project: naming.project, Environment: naming.environment, ManagedBy: "Pulumi" };
}

/** A physical name, and the tag that shows it in the console. */
export function named(name: string): { name: string; tags: { Name: string } } {
  return { name, tags: { Name: name } };
}
