import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** The version of this package, from the package.json above: one level up in the sources, two when compiled. */
export function ownVersion(): string {
  const file = [path.join(__dirname, "..", "package.json"), path.join(__dirname, "..", "..", "package.json")].find(
    (each) => existsSync(each),
  );
  const content = JSON.parse(readFileSync(file ?? "", "utf8")) as { readonly version: string };
  return content.version;
}
