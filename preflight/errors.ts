/**
 * What the user gave cannot be checked: a directory, a file, a value. Its message is the whole story; no stack trace
 * is ever shown for it.
 */
export class InputError extends Error {
  override readonly name = "InputError";

  /** @param hint what to do about it, one sentence. */
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** The system's reason for a failed file operation, without the path it repeats (`no such file or directory`). */
export function reasonOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOENT":
      return "no such file or directory";
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "EISDIR":
      return "it is a directory";
    case "ENOTDIR":
      return "a part of the path is not a directory";
    default:
      return typeof code === "string" ? code : "it cannot be read";
  }
}
