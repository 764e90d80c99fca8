/** The program's own Pulumi SDK: the one that runs it, never ours. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { InputError } from "../errors";
import type { Project } from "../project/project";

/** Where the SDK lies that the program would import. */
export interface Sdk {
  /** The directory of `@pulumi/pulumi`. */
  readonly directory: string;
  /** The script the Node language host runs a program with. */
  readonly runner: string;
}

/** Lock files, and the command that installs what they lock. */
const INSTALLERS = [
  ["pnpm-lock.yaml", "pnpm install"],
  ["yarn.lock", "yarn install"],
  ["bun.lock", "bun install"],
  ["bun.lockb", "bun install"],
] as const;

/**
 * Finds `@pulumi/pulumi` as the program would.
 *
 * @param shown how to call the program's directory in messages.
 * @throws InputError when it is not installed.
 */
export function findSdk(project: Project, shown: string): Sdk {
  const requireFromProgram = createRequire(path.join(project.pwd, "index.js"));
  try {
    const runner = requireFromProgram.resolve("@pulumi/pulumi/cmd/run");
    return { runner, directory: path.resolve(path.dirname(runner), "..", "..") };
  } catch {
    if (hasFile(project, ".pnp.cjs")) {
      throw new InputError(
        `The program in ${shown} has its packages in Yarn's Plug'n'Play archive, which the offline check cannot open.`,
        "Set `nodeLinker: node-modules` in .yarnrc.yml and run `yarn install`.",
      );
    }
    throw new InputError(
      `The packages of the program in ${shown} are not installed: @pulumi/pulumi is not there.`,
      `Run \`${installCommand(project)}\` in ${shown} first.`,
    );
  }
}

/** The command that installs a project's packages. */
export function installCommand(project: Project): string {
  if (project.runtime.packagemanager !== undefined) {
    return `${project.runtime.packagemanager} install`;
  }
  return INSTALLERS.find(([file]) => hasFile(project, file))?.[1] ?? "npm install";
}

function hasFile({ root, pwd }: Project, name: string): boolean {
  return [root, pwd].some((directory) => existsSync(path.join(directory, name)));
}
