/** See diff-view.tsx, which loads this. */
import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Diff, Hunk, parseDiff, type FileData } from 'react-diff-view';
import './diff-colours.css';
import { Code } from './code.tsx';
import { counted } from './words.ts';
import { ScrollRegion } from './scroll-region.tsx';
import classes from './diff-files.module.css';

/** 2,000 lines take 0.1 s and 9,000 nodes; more are shown on demand. */
const linesMax = 2_000;

export function DiffFiles({ patch }: { patch: string }) {
  const [view, setView] = useState<'unified' | 'split'>('unified');
  const files = useMemo(() => parsed(patch), [patch]);
  if (files === null) return <Code text={patch} language="diff" label="Patch" />;
  return (
    <div className={classes['files']}>
      <SegmentedControl
        size="xs"
        aria-label="How the change is shown"
        value={view}
        onChange={(value) => setView(value)}
        data={[
          { value: 'unified', label: 'Unified' },
          { value: 'split', label: 'Side by side' },
        ]}
      />
      {files.map((file) => (
        <OneFile key={`${file.oldPath} ${file.newPath}`} file={file} view={view} />
      ))}
    </div>
  );
}

function OneFile({ file, view }: { file: FileData; view: 'unified' | 'split' }) {
  const [whole, setWhole] = useState(false);
  const lines = file.hunks.reduce((sum, { changes }) => sum + changes.length, 0);
  const hunks = whole ? file.hunks : firstHunks(file);
  const added = file.hunks.flatMap(({ changes }) => changes).filter(({ type }) => type === 'insert').length;
  const removed = file.hunks.flatMap(({ changes }) => changes).filter(({ type }) => type === 'delete').length;
  return (
    <section className={classes['file']}>
      <h3>
        <code>{file.type === 'delete' ? file.oldPath : file.newPath}</code>{' '}
        <span>
          +{added} −{removed}
          {file.type !== 'modify' && `, ${file.type}`}
        </span>
      </h3>
      <ScrollRegion className={classes['lines']} label={`Change of ${file.newPath}`}>
        <Diff viewType={view} diffType={file.type} hunks={hunks}>
          {(shown) => shown.map((hunk) => <Hunk key={hunk.content} hunk={hunk} />)}
        </Diff>
      </ScrollRegion>
      {hunks.length < file.hunks.length && (
        <button type="button" onClick={() => setWhole(true)}>
          Show all {counted(lines, 'line')}
        </button>
      )}
    </section>
  );
}

/** Hunks up to the cap; the first always. */
function firstHunks(file: FileData): FileData['hunks'] {
  const shown: FileData['hunks'] = [];
  let lines = 0;
  for (const hunk of file.hunks) {
    if (shown.length > 0 && lines + hunk.changes.length > linesMax) break;
    shown.push(hunk);
    lines += hunk.changes.length;
  }
  return shown;
}

function parsed(patch: string): FileData[] | null {
  try {
    const files = parseDiff(asGitSays(patch), { nearbySequences: 'zip' });
    return files.length === 0 ? null : files;
  } catch {
    return null;
  }
}

/** The parser takes a file's name from git's own line before it, which a plain unified diff does not have. */
function asGitSays(patch: string): string {
  const whole = patch.endsWith('\n') ? patch : `${patch}\n`;
  if (/^diff --git /m.test(whole)) return whole;
  return whole.replace(/^--- (\S+).*\n\+\+\+ (\S+).*\n/gm, (head, from: string, to: string) => {
    const name = (to === '/dev/null' ? from : to).replace(/^[ab]\//, '');
    const kind =
      from === '/dev/null'
        ? 'new file mode 100644\n'
        : to === '/dev/null'
          ? 'deleted file mode 100644\n'
          : '';
    return `diff --git a/${name} b/${name}\n${kind}${head}`;
  });
}
