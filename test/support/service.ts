/**
 * As much of Pulumi Cloud's interface as `pulumi policy publish` uses, on this machine: it takes everything and keeps it.
 *
 * Source: pkg/backend/httpstate/client/client.go of the CLI, PublishPolicyPack, read at 3.255.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

export interface ReceivedRequest {
  /** `POST /api/orgs/acme/policypacks`. */
  readonly to: string;
  readonly body: Buffer;
}

export interface Service {
  readonly address: string;
  readonly received: readonly ReceivedRequest[];
  close(): Promise<void>;
}

/** Starts the service for a user of an organization. */
export async function startService(organization: string): Promise<Service> {
  const received: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const to = `${request.method ?? ""} ${request.url ?? ""}`;
      received.push({ to, body });
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(answers[to] ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answers: Readonly<Record<string, unknown>> = {
    "GET /api/user": { githubLogin: "somebody", organizations: [{ githubLogin: organization, name: organization }] },
    [`POST /api/orgs/${organization}/policypacks`]: { version: 1, uploadURI: `${address}/upload` },
  };
  return {
    address,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const body = Buffer.concat(chunks);
  return request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
}
