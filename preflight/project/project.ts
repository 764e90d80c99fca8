/** `Pulumi.yaml`, as far as running a Node program needs it. */
import { statSync, realpathSync } from "node:fs";
import path from "node:path";
import { InputError, reasonOf } from "../errors";
import { findYamlFile, isRecord, readYamlFile } from "./yaml-file";

/** A Pulumi project whose program can be run. */
export interface Project {
  readonly name: string;
  /** Directory of `Pulumi.yaml`, absolute, links resolved. */
  readonly root: string;
  /** `Pulumi.yaml` itself, absolute. */
  readonly file: string;
  /** Working directory of the program: that of `main`. */
  readonly pwd: string;
  /** What to run, seen from `pwd`: a file name, or `.` for the entry that package.json names. */
  readonly entry: string;
  readonly runtime: RuntimeOptions;
  /** Where the stacks' configuration files lie. */
  readonly configDirectory: string;
  /** The `config` section: what values the project declares, by key as written. */
  readonly declaredConfig: Readonly<Record<string, unknown>>;
}

/** `runtime.options` of the Node language host (https://www.pulumi.com/docs/iac/concepts/projects/project-file/). */
export interface RuntimeOptions {
  readonly typescript: boolean;
  /** Arguments for node itself, as written. */
  readonly nodeargs: string;
  /** Path of another tsconfig than `tsconfig.json`. */
  readonly tsconfig: string | undefined;
  readonly packagemanager: string | undefined;
}

/**
 * Reads the project in a directory.
 *
 * @param shown how to call the directory in messages.
 * @throws InputError when there is none, or it cannot be run.
 */
export function readProject(directory: string, shown: string): Project {
  const root = existingDirectory(directory, shown);
  const file = findYamlFile(root, "Pulumi");
  if (file === undefined) {
    const place = path.normalize(shown) === "." ? "this directory" : shown;
    throw new InputError(`There is no Pulumi.yaml in ${place}.`, insteadOf(directory, root, shown));
  }
  const label = path.join(shown, path.basename(file));
  const document: unknown = readYamlFile(file, label).toJS();
  const content = isRecord(document) ? document : {};
  const name = content.name;
  if (typeof name !== "string" || name === "") {
    throw new InputError(`${label} has no \`name\`: the name of the project, a text.`);
  }
  const legacyConfigDirectory = typeof content.config === "string" ? content.config : undefined;
  const configDirectory = text(content.stackConfigDir, `${label}: stackConfigDir`) ?? legacyConfigDirectory ?? ".";
  return {
    name,
    root,
    file,
    runtime: runtimeOf(content.runtime, label),
    ...mainOf(root, text(content.main, `${label}: main`), label),
    configDirectory: path.resolve(root, configDirectory),
    declaredConfig: isRecord(content.config) ? content.config : {},
  };
}

/** What somebody may have meant who named a directory without a project. */
function insteadOf(directory: string, root: string, shown: string): string {
  const above = projectAbove(root);
  if (above !== undefined) {
    return `The project above it is ${path.relative(directory, above) || above}: preflight check ${above}.`;
  }
  return findYamlFile(root, "PulumiPolicy") === undefined
    ? "Give the directory of a Pulumi program: preflight check DIR."
    : `It is a policy pack. Give the directory of a program to check with it: preflight check DIR --policy-pack ${shown}`;
}

function existingDirectory(directory: string, shown: string): string {
  try {
    if (statSync(directory).isDirectory()) {
      return realpathSync(directory);
    }
  } catch (error) {
    throw new InputError(`The directory ${shown} cannot be read: ${reasonOf(error)}.`);
  }
  throw new InputError(`${shown} is not a directory.`, "Give the directory that holds Pulumi.yaml.");
}

function projectAbove(directory: string): string | undefined {
  const parent = path.dirname(directory);
  if (parent === directory) {
    return undefined;
  }
  return findYamlFile(parent, "Pulumi") === undefined ? projectAbove(parent) : parent;
}

function runtimeOf(runtime: unknown, label: string): RuntimeOptions {
  const name = isRecord(runtime) ? runtime.name : runtime;
  if (typeof name !== "string" || name === "") {
    throw new InputError(`${label} has no \`runtime\`: the language of the program, for example nodejs.`);
  }
  if (name !== "nodejs") {
    throw new InputError(
      `${label} says \`runtime: ${name}\`: programs in that language are not supported yet.`,
      "The offline check runs nodejs programs (TypeScript and JavaScript). The policy pack itself checks programs in " +
        "every language: pulumi preview --policy-pack.",
    );
  }
  const options = isRecord(runtime) && isRecord(runtime.options) ? runtime.options : {};
  return {
    // The language host takes both true and "true"; TypeScript is its default.
    typescript: options.typescript !== false && options.typescript !== "false",
    nodeargs: text(options.nodeargs, `${label}: runtime.options.nodeargs`) ?? "",
    tsconfig: text(options.tsconfig, `${label}: runtime.options.tsconfig`),
    packagemanager: text(options.packagemanager, `${label}: runtime.options.packagemanager`),
  };
}

/** What the engine makes of `main` (`getPwdMain` in pkg/engine/project.go): a file runs in its own directory. */
function mainOf(root: string, main: string | undefined, label: string): Pick<Project, "pwd" | "entry"> {
  if (main === undefined || main === "") {
    return { pwd: root, entry: "." };
  }
  const target = path.resolve(root, main);
  try {
    return statSync(target).isDirectory()
      ? { pwd: target, entry: "." }
      : { pwd: path.dirname(target), entry: path.basename(target) };
  } catch (error) {
    throw new InputError(`${label} says \`main: ${main}\`, but that cannot be read: ${reasonOf(error)}.`);
  }
}

function text(value: unknown, where: string): string | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== "string") {
    throw new InputError(`${where} must be a text, but is ${JSON.stringify(value)}.`);
  }
  return value;
}
