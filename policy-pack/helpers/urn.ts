/**
 * The type token in a URN, `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`. It answers for resources that
 * are not part of the stack too: what a program only reads (`.get`, a `StackReference`) is a dependency and nothing more.
 *
 * Source: https://www.pulumi.com/docs/iac/concepts/resources/names/#urns
 *
 * @returns the empty text when this is no URN.
 */
export function typeOfUrn(urn: string): string {
  const qualifiedType = urn.split("::")[2] ?? "";
  return qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1);
}

/** The name of the stack in a URN, without its project. */
export function stackNameOfUrn(urn: string): string {
  return urn.split("::")[0]?.split(":").at(-1) ?? "";
}

/** `project/stack` of a URN. */
export function stackOfUrn(urn: string): string {
  return `${urn.split("::")[1] ?? ""}/${stackNameOfUrn(urn)}`;
}

/** The logical name in a URN, which may itself hold what separates the parts. */
export function nameOfUrn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** A type token as programs spell the class: `aws:ec2/routeTable:RouteTable` is `aws.ec2.RouteTable`. */
export function classNameOf(type: string): string {
  return type.replace(/^aws:(\w+)\/\w+:/, "aws.$1.");
}
