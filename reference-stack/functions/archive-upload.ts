/** Copies every object that is uploaded to the data bucket into the backup bucket, where the application cannot reach it. */
import { CopyObjectCommand, S3Client } from "@aws-sdk/client-s3";

/** The part of S3's event that is used: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
export interface UploadEvent {
  readonly Records: readonly {
    readonly s3: {
      readonly bucket: { readonly name: string };
      /** The key is encoded like a form's field; `size` is in bytes. */
      readonly object: { readonly key: string; readonly size: number; readonly versionId?: string };
    };
  }[];
}

/** CopyObject takes no more at once. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
const LARGEST_COPY = 5 * 2 ** 30;

const s3 = new S3Client({});

/**
 * Copies what the event names, and says which keys. S3 may send an event twice: the second copy is the same object.
 *
 * @throws AggregateError when a copy failed: Lambda then tries twice more, and keeps the event in the dead-letter queue.
 */
export async function handler(event: UploadEvent): Promise<{ archived: string[] }> {
  const target = process.env.BACKUP_BUCKET;
  if (target === undefined || target === "") {
    throw new Error("BACKUP_BUCKET is not set");
  }
  const results = await Promise.allSettled(event.Records.map((record) => archive(record.s3, target)));
  const failures = results.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : []));
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} of ${results.length} uploads were not archived`);
  }
  return {
    archived: results.flatMap((result) =>
      result.status === "fulfilled" && result.value !== undefined ? [result.value] : [],
    ),
  };
}

/** The key that was copied; `undefined` for an object that has been deleted in the meantime. */
async function archive(upload: UploadEvent["Records"][number]["s3"], target: string): Promise<string | undefined> {
  const { bucket, object } = upload;
  const key = decodeURIComponent(object.key.replaceAll("+", " "));
  if (object.size > LARGEST_COPY) {
    throw new Error(`${key} has ${object.size} bytes; one copy takes ${LARGEST_COPY} at most`);
  }
  const version = object.versionId === undefined ? "" : `?versionId=${object.versionId}`;
  const source = `${bucket.name}/${key.split("/").map(encodeURIComponent).join("/")}${version}`;
  try {
    await s3.send(new CopyObjectCommand({ Bucket: target, Key: key, CopySource: source }));
    return key;
  } catch (error) {
    if (error instanceof Error && (error.name === "NoSuchKey" || error.name === "NoSuchVersion")) {
      console.warn(JSON.stringify({ message: "deleted before it was archived", key }));
      return undefined;
    }
    throw new Error(`${key} was not archived`, { cause: error });
  }
}
