/** Whether the script an instance starts with fetches something. */
import type { Value } from "../engine/value";

/** What user data runs, and from where it comes: `s3` for the repositories of Amazon Linux, which are buckets. */
const COMMANDS: readonly (readonly [command: RegExp, from: "internet" | "s3"])[] = [
  [/\b(?:yum|dnf|amazon-linux-extras)\s+(?:-\S+\s+)*(?:install|update|upgrade)\b/, "s3"],
  [/\b(?:apt|apt-get|pip3?|npm|snap|gem|zypper)\s+(?:-\S+\s+)*(?:install|update|upgrade|i|ci|add)\b/, "internet"],
  [/\b(?:docker|podman)\s+(?:pull|run)\b/, "internet"],
  [/\bgit\s+clone\s+(?:-\S+\s+)*https?:/, "internet"],
  [/\b(?:curl|wget)\b[^\n]*\bhttps?:\/\/(?!169\.254\.|localhost|127\.|\[|\$)/, "internet"],
];

/** A command that fetches something. */
export interface Download {
  /** As it stands in the script, up to the first word that may be private. */
  readonly command: string;
  readonly from: "internet" | "s3";
}

/** The first command of user data that fetches something; `undefined` for none, or when the text is not known. */
export function downloadIn(userData: Value): Download | undefined {
  const script = scriptOf(userData);
  for (const line of script.split("\n").filter((each) => !/^\s*#/.test(each))) {
    for (const [form, from] of COMMANDS) {
      const [, command] = /^\W*(\S+(?:\s+-\S+)*(?:\s+[a-z]+(?![^\s;&|]))?)/.exec(form.exec(line)?.[0] ?? "") ?? [];
      if (command !== undefined) {
        return { command, from };
      }
    }
  }
  return undefined;
}

/** The script; templates hold it in base64. */
function scriptOf(userData: Value): string {
  const text = userData.string ?? "";
  return /^[A-Za-z0-9+/\r\n]+={0,2}\s*$/.test(text) && text.length > 8
    ? Buffer.from(text, "base64").toString("utf8")
    : text;
}
