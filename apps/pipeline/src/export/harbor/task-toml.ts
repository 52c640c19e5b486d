/** `task.toml` of Harbor's schema 1.4: a separate verifier, every file that it needs declared, no network. */
import type { ExportRow } from '../export-source.ts';
import { offersTools } from './instruction.ts';
import {
  agentSecondsMax,
  buildSecondsMax,
  memoryMegabytesBeside,
  storageMegabytesBeside,
  verifierSecondsMax,
} from './limits.ts';
import { toml, type TomlTable } from './toml.ts';

export const harborOrganisation = 'touchstone';

export function taskToml(row: ExportRow, name: string): string {
  const { task, certificate } = row;
  const kind = task.answerFormat.kind;
  const timeouts = kind === 'tree' ? 'code' : 'other';
  const { limits } = task.environment;
  return toml({
    schema_version: '1.4',
    artifacts:
      kind === 'tree'
        ? [{ source: '/workdir', exclude: ['node_modules', '.git', '.venv', '__pycache__'] }]
        : artifactFiles(kind).map((file) => `/workdir/${file}`),
    task: {
      name: `${harborOrganisation}/${name}`,
      description: `A task of the category ${row.category}, certified by Touchstone.`,
      keywords: [row.category, row.split, task.language],
    },
    metadata: {
      touchstone_task_id: row.id,
      category: row.category,
      split: row.split,
      language: task.language,
      licence: task.licence.spdx,
      tool_calls_max: task.budget.toolCallsMax,
      difficulty: 'not measured',
      ...(certificate.difficulty && {
        difficulty: `${certificate.difficulty.passed} of ${certificate.difficulty.attempts} by ${certificate.difficulty.model}`,
      }),
      certified_on: certificate.key.runtime.driver,
      certified_at: certificate.issuedAt,
      gates_passed: gatesThat('passed'),
      gates_not_measured: gatesThat('not-measured'),
      weakest_evidence: certificate.weakestEvidence,
      weaknesses: weaknessesHere(row),
    },
    agent: { timeout_sec: agentSecondsMax[timeouts] },
    verifier: {
      environment_mode: 'separate',
      timeout_sec: verifierSecondsMax[timeouts],
      collect: [{ command: collectCommand(kind) }],
    },
    environment: {
      build_timeout_sec: buildSecondsMax,
      network_mode: 'no-network',
      cpus: 1,
      memory_mb: Math.ceil(limits.memoryBytesMax / 1024 ** 2) + memoryMegabytesBeside,
      storage_mb: Math.ceil(limits.diskBytesMax / 1024 ** 2) + storageMegabytesBeside,
      workdir: '/workdir',
      ...(offersTools(task) && { mcp_servers: [mcpServer] }),
    },
  });

  function gatesThat(outcome: string): string[] {
    return certificate.gates.filter((gate) => gate.outcome === outcome).map(({ gate }) => gate);
  }
}

const mcpServer: TomlTable = {
  name: 'touchstone',
  transport: 'stdio',
  command: 'python3',
  args: [
    '/opt/touchstone/mcp_server.py',
    ...['--answer', '/workdir/answer.txt', '--calls', '/workdir/calls.json', '--files', '/workdir'],
  ],
};

/** Files of `/workdir` that cross over to the verifier of an answer. */
function artifactFiles(kind: string): string[] {
  return ['answer.txt', ...(kind === 'state' ? ['calls.json'] : []), 'collected'];
}

/**
 * Run when the attempt is over: what there is, by its hash. The verifier's environment is a fresh copy of the image with an
 * empty `answer.txt` of its own, and Harbor copies artifacts at its best effort: without this list a lost file would read as
 * an empty answer and get a reward of 0.
 */
function collectCommand(kind: string): string {
  if (kind === 'tree') return 'rm -rf /workdir/.collected; echo end > /workdir/.collected';
  const names = artifactFiles(kind).slice(0, -1).join(' ');
  return `cd /workdir && rm -rf collected && { for f in ${names}; do if [ -f "$f" ] && [ ! -L "$f" ]; then sha256sum "$f"; fi; done; echo end; } > collected`;
}

/** What the certificate's driver stops and a container of Harbor does not. */
function weaknessesHere({ task, certificate }: ExportRow): string[] {
  return [
    ...certificate.weaknesses.map(({ attack, consequence }) => `${attack}: ${consequence}`),
    ...(offersTools(task)
      ? [
          'An agent with a shell can read the data behind the tools directly, and calls made so are not counted.',
        ]
      : ['The number of tool calls is not limited: the agent has a shell.']),
  ];
}
