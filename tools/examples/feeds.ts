/** What the example programs feed into what: `new ec2.Instance({ subnetId: subnet.id })` feeds from `ec2.Subnet`. */
import ts from "typescript";

/** One property that is fed directly from an output of a resource of the same program. */
export interface Feed {
  /** `ec2.Instance`, the class without `aws.`. */
  readonly type: string;
  /** `networkInterfaces[].subnetId`, in the form `valuesAt` takes. */
  readonly path: string;
  readonly source: string;
  /** The source's output, `id`. */
  readonly output: string;
}

/** Every feed of a program, as far as it can be read without running it. */
export function feedsOf(program: string): readonly Feed[] {
  const file = ts.createSourceFile("example.ts", program, ts.ScriptTarget.ES2022, true);
  const variables = new Map<string, string>();
  const created: { readonly type: string; readonly args: ts.ObjectLiteralExpression }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node)) {
      const type = classOf(node.expression);
      const args = node.arguments?.[1];
      if (type !== undefined && args !== undefined && ts.isObjectLiteralExpression(args)) {
        created.push({ type, args });
      }
      if (type !== undefined && ts.isVariableDeclaration(node.parent) && ts.isIdentifier(node.parent.name)) {
        variables.set(node.parent.name.text, type);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return created.flatMap(({ type, args }) =>
    [...values(args, "")].flatMap(({ path, expression }) => {
      const source = sourceOf(expression, variables);
      return source === undefined ? [] : [{ type, path, ...source }];
    }),
  );
}

function classOf(expression: ts.Expression): string | undefined {
  const text = expression.getText();
  return /^aws(\.\w+)+$/.test(text) ? text.slice("aws.".length) : undefined;
}

function sourceOf(
  expression: ts.Expression,
  variables: ReadonlyMap<string, string>,
): Pick<Feed, "source" | "output"> | undefined {
  if (!ts.isPropertyAccessExpression(expression) || !ts.isIdentifier(expression.expression)) {
    return undefined;
  }
  const source = variables.get(expression.expression.text);
  return source === undefined ? undefined : { source, output: expression.name.text };
}

function* values(
  value: ts.Expression,
  path: string,
): Generator<{ readonly path: string; readonly expression: ts.Expression }> {
  if (ts.isObjectLiteralExpression(value)) {
    for (const property of value.properties) {
      if (ts.isPropertyAssignment(property) && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))) {
        yield* values(property.initializer, path === "" ? property.name.text : `${path}.${property.name.text}`);
      }
    }
  } else if (ts.isArrayLiteralExpression(value)) {
    for (const element of value.elements) {
      yield* values(element, `${path}[]`);
    }
  } else {
    yield { path, expression: value };
  }
}
