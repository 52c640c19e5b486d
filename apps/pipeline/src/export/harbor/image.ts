/**
 * The Dockerfile of an exported task: Debian's Python 3.11 as the sandboxes have it, Node's program alone, and the pinned
 * packages, without copies of the libraries that tasks are made of (pip and npm bring some; they stay in other stages).
 */
import type { RuntimeRequirement } from '@touchstone/contracts';
import { nodeToolchainFiles, pythonPackages } from '@touchstone/sandboxes';
import type { Files } from '../folders.ts';

const debian = 'debian:bookworm-slim';
const aptGet = 'apt-get update -qq && apt-get install -y -qq --no-install-recommends';

/** Files of `environment/` beside what the task itself puts there; `folders` are copied into the image, from → to. */
export function imageFiles(
  { language, packages, version }: RuntimeRequirement,
  folders: Readonly<Record<string, string>>,
): Files {
  const node = language === 'node';
  const fetched = packages.length > 0;
  const files: Files = new Map();
  const stages = node
    ? nodeStage(version, fetched)
    : fetched
      ? [
          `FROM ${debian} AS packages`,
          `RUN ${aptGet} python3 python3-pip \\`,
          `  && python3 -m pip install -q --no-cache-dir --no-deps --target /opt/python ${pinned()}`,
          '',
        ]
      : [];
  if (node && fetched) {
    for (const [name, text] of Object.entries(nodeToolchainFiles))
      files.set(`environment/packages/${name}`, text);
    files.set('environment/packages/leave-out.sh', leaveOut);
  }
  files.set(
    'environment/Dockerfile',
    [
      ...stages,
      `FROM ${debian}`,
      `RUN ${aptGet} python3 bash patch git procps \\`,
      '  && rm -rf /var/lib/apt/lists/* /usr/share/python-wheels /usr/lib/python3/dist-packages',
      ...(node
        ? [
            'COPY --from=packages /usr/local/bin/node /opt/node/bin/node',
            ...(fetched ? ['COPY --from=packages /packages/node_modules /node_modules'] : []),
            'ENV PATH=/opt/node/bin:/usr/local/bin:/usr/bin:/bin',
          ]
        : fetched
          ? ['COPY --from=packages /opt/python /opt/python', 'ENV PYTHONPATH=/opt/python']
          : []),
      'ENV TOUCHSTONE_WEBS=/opt/touchstone/webs',
      ...Object.entries(folders).map(([from, to]) => `COPY ${from}/ ${to}/`),
      'WORKDIR /workdir',
      '',
    ].join('\n'),
  );
  return files;
}

const pinned = () =>
  Object.entries(pythonPackages)
    .map(([name, version]) => `${name}==${version}`)
    .join(' ');

function nodeStage(version: string, fetched: boolean): string[] {
  const major = /\d+/.exec(version)?.[0] ?? 'current';
  return [
    `FROM node:${major}-bookworm-slim AS packages`,
    ...(fetched
      ? [
          'COPY packages/ /packages/',
          'RUN cd /packages && npm ci --ignore-scripts --no-audit --no-fund --no-bin-links && sh leave-out.sh',
        ]
      : []),
    '',
  ];
}

/** Of a library that tasks are made of no copy stays in: see `sandboxes/src/toolchains/node-modules.ts`, which does the same. */
const leaveOut = `#!/bin/sh
set -eu
rm -f node_modules/.package-lock.json
find node_modules -type d -path '*node_modules/minimist' -prune -exec rm -rf {} +
find node_modules -type d -path '*node_modules/object-inspect' -prune | while read -r folder; do
  rm -rf "$folder"
  mkdir "$folder"
  cp object-inspect.mjs "$folder/index.mjs"
  echo '{"name":"object-inspect","main":"index.mjs","version":"0.0.0"}' >"$folder/package.json"
done
`;
