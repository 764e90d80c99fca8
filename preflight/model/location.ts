/** Where in the user's program a resource is made. */
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { SourcePosition, StackTrace } from "@pulumi/pulumi/proto/source_pb";

/** A place in a source file. Lines and columns count from one. */
export interface Position {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * The position of a resource: the innermost frame of its constructor call that lies in the project, not in a package.
 *
 * @param root the project's directory; a file outside of it counts only when none lies inside.
 */
export function locate(
  stackTrace: StackTrace | undefined,
  sourcePosition: SourcePosition | undefined,
  root: string,
): Position | undefined {
  const frames = [...(stackTrace?.getFramesList() ?? []).map((frame) => frame.getPc()), sourcePosition];
  const own = frames.flatMap((frame) => {
    const position = frame === undefined ? undefined : positionOf(frame);
    return position === undefined || isPackaged(position.file) ? [] : [position];
  });
  return own.find(({ file }) => isInside(file, root)) ?? own.find(({ file }) => existsSync(file));
}

/** Whether a file is a package's, not the program's. */
export function isPackaged(file: string): boolean {
  return file.split(path.sep).includes("node_modules");
}

/** Whether a file lies in a directory, at any depth. */
export function isInside(file: string, directory: string): boolean {
  const relative = path.relative(directory, file);
  return relative !== "" && !relative.startsWith("..") && !path.isAbsolute(relative);
}

function positionOf(frame: SourcePosition): Position | undefined {
  try {
    const file = fileURLToPath(frame.getUri());
    return { file: decoded(file), line: frame.getLine(), column: frame.getColumn() };
  } catch {
    return undefined; // Not a file: `<anonymous>`, `node:internal/…`, evaluated code.
  }
}

/** A frame of an ES module is a URL already, and the SDK made one of it again. */
function decoded(file: string): string {
  if (!file.includes("%") || existsSync(file)) {
    return file;
  }
  try {
    const once = decodeURIComponent(file);
    return existsSync(once) ? once : file;
  } catch {
    return file;
  }
}
