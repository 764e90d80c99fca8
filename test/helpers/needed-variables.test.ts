import { neededVariables } from "../../policy-pack/helpers/needed-variables";

const needed = (text: string, language: "node" | "python" = "node") =>
  neededVariables([{ file: "index", text }], language).map(({ name }) => name);

describe("JavaScript needs", () => {
  test.each([
    ["a member of a request", "put({ TableName: process.env.X, Item: 1 })"],
    ["a member by its name in quotes", 'put({ Bucket: process.env["X"] })'],
    ["a method", 'process.env.X.split(",")'],
    ["an error of its own", 'if (!process.env.X) throw new Error("no X")'],
    ["an error of its own, in braces", 'if (!process.env.X) {\n  throw new Error("no X");\n}'],
    ["a local name in a request", "const table = process.env.X;\nput({ TableName: table });"],
    ["a local name of the member's own", "const QueueUrl = process.env.X;\nsend({ QueueUrl, MessageBody: 1 });"],
    ["a method of a local name", "const list = process.env.X;\nlist.split(',');"],
    ["an error over a local name", "const table = process.env.X;\nif (!table) { throw new Error(); }"],
    ["what it takes out of all", "const { X } = process.env;\nput({ TableName: X });"],
    ["what it takes out under another name", "const { X: table } = process.env;\nput({ TableName: table });"],
  ])("%s", (_, text) => {
    expect(needed(text)).toEqual(["X"]);
  });
});

describe("JavaScript does without", () => {
  test.each([
    ["a default", 'put({ TableName: process.env.X || "orders" })'],
    ["a default for what is not there", 'process.env.X ?? "x"'],
    ["a default of a local name", "const table = process.env.X;\nput({ TableName: table || 'orders' });"],
    ["a default, later", "let table = process.env.X;\nif (!table) table = 'x';\nput({ TableName: table });"],
    ["what it only prints", "console.log(process.env.X)"],
    ["a switch", "if (process.env.X) debug()"],
    ["a comparison", 'process.env.X === "true"'],
    ["a choice", "const y = process.env.X ? 1 : 2"],
    ["a careful call", "process.env.X?.split(',')"],
    ["a test elsewhere", "if (process.env.X) { process.env.X.split(',') }"],
    ["a test of its name", '"X" in process.env && process.env.X.split(",")'],
    ["what it sets itself", "process.env.X = 'x';\nput({ TableName: process.env.X })"],
    ["a default among what it takes", "const { X = 'x' } = process.env;\nput({ TableName: X });"],
    ["a member AWS does without", "log({ Comment: process.env.X })"],
    ["a file of variables", "require('dotenv').config();\nput({ TableName: process.env.X })"],
    ["a name in a text", "const note = 'process.env.Y'"],
  ])("%s", (_, text) => {
    expect(needed(text)).toEqual([]);
  });
});

describe("Python needs", () => {
  test.each([
    ["a variable of the module", 'TABLE = os.environ["X"]'],
    ["a variable in a function", 'def handler(event, context):\n    table = db.Table(os.environ["X"])'],
    ["one imported by name", "from os import environ\ny = environ['X']"],
    ["one in a with block", 'def run():\n    with open("a") as f:\n        f.write(os.environ["X"])'],
  ])("%s", (_, text) => {
    expect(needed(text, "python")).toEqual(["X"]);
  });
});

describe("Python does without", () => {
  test.each([
    ["a default", 'os.environ.get("X", "x")'],
    ["none", 'os.getenv("X")'],
    ["what it catches", 'try:\n    x = os.environ["X"]\nexcept KeyError:\n    x = "x"'],
    ["what it tests", 'if "X" in os.environ:\n    x = os.environ["X"]'],
    ["a choice", 'x = os.environ["X"] if ready else "x"'],
    ["what it sets", 'os.environ["X"] = "x"\nprint(os.environ["X"])'],
    ["what may not run", 'def f():\n    if event:\n        return os.environ["X"]'],
  ])("%s", (_, text) => {
    expect(needed(text, "python")).toEqual([]);
  });
});
