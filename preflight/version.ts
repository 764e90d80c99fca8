import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const ABOVE = path.join(__dirname, "..");

/** Where this package's package.json lies: one level up from the sources, two from the compiled files. */
export const PACKAGE_DIRECTORY = existsSync(path.join(ABOVE, "package.json")) ? ABOVE : path.join(ABOVE, "..");

/** The version of this package. */
export function ownVersion(): string {
  const content = JSON.parse(readFileSync(path.join(PACKAGE_DIRECTORY, "package.json"), "utf8")) as {
    readonly version: string;
  };
  return content.version;
}
