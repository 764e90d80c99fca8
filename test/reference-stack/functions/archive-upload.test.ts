/** The handler that copies uploads: what it asks of S3, and what it does with the answers. */
import type { UploadEvent } from "../../../reference-stack/functions/archive-upload";

const send = jest.fn<Promise<unknown>, [{ input: Record<string, string> }]>();
jest.mock(
  "@aws-sdk/client-s3",
  () => ({
    S3Client: class {
      send = send;
    },
    CopyObjectCommand: class {
      constructor(readonly input: unknown) {}
    },
  }),
  { virtual: true },
);

let handler: (event: UploadEvent) => Promise<{ archived: string[] }>;

beforeAll(async () => {
  ({ handler } = await import("../../../reference-stack/functions/archive-upload"));
});
beforeEach(() => {
  process.env.BACKUP_BUCKET = "backup";
  send.mockReset().mockResolvedValue({});
  jest.spyOn(console, "warn").mockReturnValue();
});

const upload = (key: string, more: { size?: number; versionId?: string } = {}) => ({
  s3: { bucket: { name: "data" }, object: { key, size: 1, ...more } },
});
const failure = (name: string) => Object.assign(new Error(name), { name });

test("every object of the event is copied under its own key", async () => {
  const result = await handler({ Records: [upload("a.txt"), upload("b/c.txt")] });
  expect(result).toEqual({ archived: ["a.txt", "b/c.txt"] });
  expect(send.mock.calls.map(([{ input }]) => input)).toEqual([
    { Bucket: "backup", Key: "a.txt", CopySource: "data/a.txt" },
    { Bucket: "backup", Key: "b/c.txt", CopySource: "data/b/c.txt" },
  ]);
});

test.each([
  ["a space", "my+report.pdf", "my report.pdf", "data/my%20report.pdf"],
  ["a plus", "1%2B1.txt", "1+1.txt", "data/1%2B1.txt"],
  ["letters of another alphabet", "%C3%BCber/uns.txt", "über/uns.txt", "data/%C3%BCber/uns.txt"],
])("a key with %s is decoded, and encoded again for the source", async (_what, key, Key, CopySource) => {
  await handler({ Records: [upload(key)] });
  expect(send.mock.calls[0]?.[0].input).toEqual({ Bucket: "backup", Key, CopySource });
});

test("the version of the event is copied, not what has replaced it since", async () => {
  await handler({ Records: [upload("a.txt", { versionId: "v1" })] });
  expect(send.mock.calls[0]?.[0].input.CopySource).toBe("data/a.txt?versionId=v1");
});

test.each(["NoSuchKey", "NoSuchVersion"])("%s: what has been deleted since is left out", async (name) => {
  send.mockRejectedValueOnce(failure(name));
  await expect(handler({ Records: [upload("gone.txt"), upload("a.txt")] })).resolves.toEqual({ archived: ["a.txt"] });
});

test("one failure fails the event, after the others were copied", async () => {
  send.mockRejectedValueOnce(failure("SlowDown"));
  await expect(handler({ Records: [upload("a.txt"), upload("b.txt")] })).rejects.toThrow("1 of 2 uploads");
  expect(send).toHaveBeenCalledTimes(2);
});

test("an object too large for one copy is a failure, and S3 is not asked", async () => {
  const error = await handler({ Records: [upload("film.mov", { size: 6 * 2 ** 30 })] }).catch((each: unknown) => each);
  expect((error as AggregateError).errors.map(String)).toEqual([expect.stringContaining("film.mov has 6442450944")]);
  expect(send).not.toHaveBeenCalled();
});

test.each([undefined, ""])("without a target (%j) nothing is done", async (bucket) => {
  if (bucket === undefined) {
    delete process.env.BACKUP_BUCKET;
  } else {
    process.env.BACKUP_BUCKET = bucket;
  }
  await expect(handler({ Records: [upload("a.txt")] })).rejects.toThrow("BACKUP_BUCKET is not set");
});
