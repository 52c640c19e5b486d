/** `name@1.2.0`: how a release is named. The version is semantic (semver.org 2.0.0), so that readers can order releases. */
import { InputFault } from '@touchstone/contracts';
import { readRelease, type Connection, type Release, type ReleaseKey } from '@touchstone/db';

const namePattern = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const number = '(?:0|[1-9]\\d*)';
const part = `(?:${number}|\\d*[A-Za-z-][0-9A-Za-z-]*)`;
const versionPattern = new RegExp(
  `^${number}\\.${number}\\.${number}(?:-${part}(?:\\.${part})*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
);

/** An `InputFault` that says what is wrong with it. */
export function parseReleaseKey(text: string): ReleaseKey {
  const at = text.lastIndexOf('@');
  const [name, version] = [text.slice(0, Math.max(0, at)), text.slice(at + 1)];
  if (at > 0 && namePattern.test(name) && versionPattern.test(version)) return { name, version };
  throw new InputFault(`Expected the name of a release as NAME@VERSION, got "${text}".`, {
    code: 'bad-release',
    hint: 'A name has lower-case letters, digits, dots, dashes; a version is semantic. For example: my-corpus@1.2.0.',
  });
}

export const releaseName = ({ name, version }: ReleaseKey): string => `${name}@${version}`;

/** The release of this name; an `InputFault` when there is none. */
export async function findRelease(connection: Connection, text: string): Promise<Release> {
  const release = await readRelease(connection, parseReleaseKey(text));
  if (release !== null) return release;
  throw new InputFault(`There is no release ${text}.`, {
    code: 'no-release',
    hint: '"touchstone release list" shows what there is; "touchstone release create" makes one.',
  });
}
