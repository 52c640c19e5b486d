/** What can go wrong with a source, each saying what was expected, why it failed, and what still works. */
import { Fault } from '@touchstone/contracts';
import type { Pin } from './pins.ts';
import { pinId } from './pins.ts';

const stillWorks =
  'Whatever does not need this source still works, and sources already in the cache work offline.';

/** The registry could not be asked, or broke off; worth another attempt. */
export function unavailable(pin: Pin, why: string, cause?: unknown): Fault {
  return new Fault(`Could not fetch ${pinId(pin)}: ${why}`, {
    code: 'source-unavailable',
    boundary: 'source',
    retryable: true,
    hint: `Check the network and the registry that ${pin.registry === 'npm' ? 'npm' : 'pip'} is set to, then run again. ${stillWorks}`,
    cause,
  });
}

/** The registry answered, and does not have it. */
export function missing(pin: Pin, why: string): Fault {
  return new Fault(`The registry has no ${pinId(pin)} (${pin.file}): ${why}`, {
    code: 'source-missing',
    boundary: 'source',
    retryable: false,
    hint: `Set ${pin.registry === 'npm' ? 'npm' : 'pip'} to a registry that has this version. ${stillWorks}`,
  });
}

/** Bytes came, and they are not the pinned ones. */
export function wrongHash(pin: Pin, found: string): Fault {
  return new Fault(
    `${pinId(pin)} has SHA-256 ${found}, expected ${pin.sha256}: the registry serves other bytes than were pinned.`,
    {
      code: 'source-hash-mismatch',
      boundary: 'source',
      retryable: false,
      hint: `The file was thrown away; find out who changed it before you trust this registry. ${stillWorks}`,
    },
  );
}

/** A program needed for fetching is not on this machine. */
export function programMissing(pin: Pin, program: string, cause: unknown): Fault {
  return new Fault(`Fetching ${pinId(pin)} needs ${program}, which could not be started.`, {
    code: 'source-program-missing',
    boundary: 'source',
    retryable: false,
    hint: `Install ${program} and run again. ${stillWorks}`,
    cause,
  });
}
