/** Whether the script an instance starts with fetches something. */
import type { Value } from "../engine/value";

/** What user data runs, and from where it comes: `s3` for the repositories of Amazon Linux, which are buckets. */
const COMMANDS: readonly (readonly [command: RegExp, from: "internet" | "s3"])[] = [
  [/\b(?:yum|dnf|amazon-linux-extras)\s+(?:-\S+\s+)*(?:install|update|upgrade)\b/, "s3"],
  [/\b(?:apt|apt-get|pip3?|npm|snap|gem|zypper)\s+(?:-\S+\s+)*(?:install|update|upgrade|i|ci|add)\b/, "internet"],
  // What `docker run` starts may be in the image of the machine.
  [/\b(?:docker|podman)\s+pull\b/, "internet"],
  [/\bgit\s+clone\s+(?:-\S+\s+)*https?:/, "internet"],
  [/\b(?:curl|wget)\b[^\n]*\bhttps?:\/\//, "internet"],
];

/** A proxy, or a place of the company's own that packages come from: whether it lies in the VPC, nobody knows here. */
const ELSEWHERE = /proxy|--no-index|--offline|--cacheonly|--index-url|--registry|--find-links|\bfile:|localinstall/i;

/** Hosts of the network the instance is in: addresses, names without a dot, and variables, which may be any of these. */
const NEARBY =
  /\/\/(?:\S*@)?(?:169\.254\.|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[|[^/\s"']*\$|[\w-]+(?=[:/\s"']|$)|[\w.-]+\.(?:internal|local|lan|corp|intranet|private)\b)/;

/** AWS's own, which an endpoint in the VPC may answer for. */
const OF_AWS = /\bamazonaws\.com\b/;

/** A command that fetches something. */
export interface Download {
  /** As it stands in the script, up to the first word that may be private. */
  readonly command: string;
  readonly from: "internet" | "s3";
}

/**
 * The first command of user data that surely fetches something from outside the network; `undefined` for none, or when the
 * text is not known.
 */
export function downloadIn(userData: Value): Download | undefined {
  const lines = scriptOf(userData)
    .split("\n")
    .filter((each) => !/^\s*#/.test(each));
  if (lines.some((line) => ELSEWHERE.test(line))) {
    return undefined;
  }
  for (const line of lines.filter((each) => !NEARBY.test(each))) {
    for (const [form, from] of COMMANDS.filter((each) => each[1] === "s3" || !OF_AWS.test(line))) {
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
