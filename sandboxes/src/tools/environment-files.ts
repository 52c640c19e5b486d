/** The files of an environment as a sandbox takes them. */
import { InputFault, type BlobReader, type Environment, type SandboxFile } from '@touchstone/contracts';

/** `InputFault` where a blob has another length than the environment says. */
export async function environmentFiles(
  { files }: Pick<Environment, 'files'>,
  blobs: BlobReader,
): Promise<SandboxFile[]> {
  return Promise.all(
    files.map(async ({ path, blob, bytes }) => {
      const content = await blobs.readBlob(blob);
      if (content.length !== bytes)
        throw new InputFault(`${path} has ${content.length} bytes; the environment says ${bytes}.`, {
          code: 'environment-file-mismatch',
        });
      return { path, bytes: content };
    }),
  );
}
