import { spawnSync } from "node:child_process";
import type { Position } from "../model/location";
import { sourceFiles } from "../secrets/source";
import { nodePosition } from "./error-text";

const MOST_FILES = 40;
const TIMEOUT_MS = 5_000;

/** The first syntax error among the JavaScript files of a directory, by asking Node about each one. */
export function findSyntaxError(directory: string): Position | undefined {
  const files = sourceFiles(directory).filter((file) => /\.[cm]?js$/.test(file));
  for (const file of files.slice(0, MOST_FILES)) {
    const { status, stderr } = spawnSync(process.execPath, ["--check", file], {
      encoding: "utf8",
      timeout: TIMEOUT_MS,
    });
    const found = status === 1 ? nodePosition(stderr, directory) : undefined;
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
