/** h11: an HTTP/1.1 protocol library without input and output. */
import type { Rng } from '@touchstone/contracts';
import type { Example, ReleaseEntry } from '../entry.ts';

const library: ReleaseEntry['library'] = {
  name: 'h11',
  language: 'python',
  code: [
    'h11/__init__.py',
    'h11/_abnf.py',
    'h11/_connection.py',
    'h11/_events.py',
    'h11/_headers.py',
    'h11/_readers.py',
    'h11/_receivebuffer.py',
    'h11/_state.py',
    'h11/_util.py',
    'h11/_version.py',
    'h11/_writers.py',
    'h11/py.typed',
  ],
  tests: {
    runner: 'pytest',
    files: ['connection', 'events', 'headers', 'io', 'receivebuffer', 'state', 'util'].map(
      (name) => `h11/tests/test_${name}.py`,
    ),
    support: ['h11/tests/__init__.py', 'h11/tests/helpers.py', 'h11/tests/data/'],
    importFrom: '',
  },
  kept: ['README.rst', 'LICENSE.txt', 'setup.cfg', 'pyproject.toml'],
};

const server = [
  'import h11',
  'def body(*parts):',
  '    conn = h11.Connection(h11.SERVER)',
  '    conn.receive_data(b"POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n")',
  '    conn.next_event()',
  '    data = b""',
  '    for part in parts:',
  '        conn.receive_data(part)',
  '        while True:',
  '            try:',
  '                event = conn.next_event()',
  '            except h11.RemoteProtocolError:',
  '                return data, "RemoteProtocolError"',
  '            if event in (h11.NEED_DATA, h11.PAUSED):',
  '                break',
  '            if isinstance(event, h11.EndOfMessage):',
  '                return data, "EndOfMessage"',
  '            data += bytes(event.data)',
  '    return data, "more to come"',
];

/** Streams of chunks, some with something else than CRLF after a chunk, split anywhere. */
function streams(rng: Rng): Example[] {
  return Array.from({ length: 260 }, (_, index) => {
    const own = rng.fork(String(index));
    const chunks = Array.from({ length: own.integer(1, 3) }, () =>
      own.pick(['abc', 'x', 'hello world', 'a\\r\\nb', '0']),
    );
    const bad = own.chance(0.55) ? own.integer(0, chunks.length - 1) : -1;
    const ending = own.pick(['XY', '\\rX', 'X\\n', '\\n\\n', '\\n', '\\r\\r\\n', '  ', '\\n\\r']);
    const pieces = chunks.flatMap((chunk, at) => {
      const size = chunk.replaceAll(/\\./g, '.').length.toString(16);
      return [`${size}\\r\\n`, chunk, at === bad ? ending : '\\r\\n'];
    });
    const trailer = own.pick(['0\\r\\n\\r\\n', '0\\r\\n\\r\\n', '0\\r\\nEtag: 1\\r\\n\\r\\n', '0\\r\\n', '']);
    const letters = [...pieces, trailer].join('').match(/\\.|[^\\]/g) ?? [];
    const cuts = own.pick([0, 0, 1, 2, letters.length]);
    const at = new Set(own.sample([...letters.keys()].slice(1), Math.min(cuts, letters.length - 1)));
    const parts: string[] = [''];
    letters.forEach((letter, place) => {
      if (at.has(place)) parts.push('');
      parts[parts.length - 1] += letter;
    });
    return { opening: server, steps: [`body(${parts.map((part) => `b"${part}"`).join(', ')})`] };
  });
}

export const h11Entries: readonly ReleaseEntry[] = [
  {
    id: 'h11-chunk-ending',
    before: 'pypi:h11@0.15.0',
    after: 'pypi:h11@0.16.0',
    library,
    changeLog: {
      path: 'docs/source/changes.rst',
      quote: 'Reject certain malformed `Transfer-Encoding: chunked` bodies that were previously accepted.',
    },
    report: `
**Malformed chunked bodies are accepted**

We run an h11 server behind a load balancer that frames strictly, and a test team got a second request past it. After the data of a chunk h11 takes away two bytes without looking at what they are:

\`\`\`python
import h11
conn = h11.Connection(h11.SERVER)
conn.receive_data(b"POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n")
conn.next_event()
conn.receive_data(b"3\\r\\nabcXY0\\r\\n\\r\\n")
[type(conn.next_event()).__name__ for _ in range(2)]
\`\`\`

This gives \`{{now 0}}\`: the body counts as complete although \`XY\` stands where the line must end. I expected \`RemoteProtocolError\`. Anything but CRLF after a chunk should be refused by the reader in the way in which it refuses a bad chunk header, so that \`next_event()\` raises \`RemoteProtocolError\`.

It must not matter how the bytes arrive. Split anywhere, the same input has to give the same data and then the same end or the same class of error; a wrong first byte is to be reported without waiting for the second, and a lone CR at the end of what has come so far is no error yet. Valid bodies, trailers included, must work as before.
`,
    example: {
      opening: [
        'import h11',
        'conn = h11.Connection(h11.SERVER)',
        'conn.receive_data(b"POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n")',
        'conn.next_event()',
        'conn.receive_data(b"3\\r\\nabcXY0\\r\\n\\r\\n")',
      ],
      steps: ['[type(conn.next_event()).__name__ for _ in range(2)]'],
    },
    failToPass: ['h11/tests/test_io.py::test_ChunkedReader'],
    cases: streams,
  },
  {
    id: 'h11-huge-content-length',
    before: 'pypi:h11@0.14.0',
    after: 'pypi:h11@0.15.0',
    library,
    changeLog: {
      path: 'docs/source/changes.rst',
      quote: 'Reject Content-Lengths >= 1 zettabyte (1 billion terabytes) early',
    },
    report: `
Our fuzzer sends header values of absurd length to a server built on h11. A Content-Length with thousands of digits is handed to Python's own conversion of text to an integer, and on a current Python that gives up with an error of its own which is no protocol error, so the connection handler dies with a traceback instead of answering 400.

\`\`\`python
import h11
conn = h11.Connection(h11.SERVER)
conn.receive_data(b"POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: " + b"1" * 5000 + b"\\r\\n\\r\\n")
conn.next_event()
\`\`\`

raises \`{{now 0}}\`. It should be \`{{then 0}}\`, as for any other nonsense in that header.

No real body comes near a zettabyte, so please refuse every length of more than 20 digits before it is converted: 21 digits are too many even where the number would still fit, and 20 are fine. That goes for messages that we build as well (there it is the local kind of protocol error). Several equal values, repeated or separated by commas, must be joined to one as today.
`,
    example: {
      opening: [
        'import h11',
        'conn = h11.Connection(h11.SERVER)',
        'conn.receive_data(b"POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: " + b"1" * 5000 + b"\\r\\n\\r\\n")',
      ],
      steps: ['conn.next_event()'],
    },
    failToPass: ['h11/tests/test_headers.py::test_normalize_and_validate'],
    cases: (rng) =>
      Array.from({ length: 120 }, (_, index) => {
        const own = rng.fork(String(index));
        const digits = own.pick([1, 2, 5, 10, 18, 19, 20, 20, 21, 21, 22, 25, 30, 40, 100, 4000]);
        const length = `b"${own.integer(0, 9)}" * ${digits}`;
        const value = own.pick([
          length,
          length,
          `b", ".join([${length}] * 2)`,
          `b"${own.pick(['1', '0', '42'])}, " + ${length}`,
          `b" " + ${length}`,
        ]);
        return {
          opening: [
            'import h11',
            'def read(value):',
            '    conn = h11.Connection(h11.SERVER)',
            '    conn.receive_data(b"POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: " + value + b"\\r\\n\\r\\n")',
            '    return dict(conn.next_event().headers)',
          ],
          steps: [
            own.chance(0.8)
              ? `read(${value})`
              : `h11.Request(method="POST", target="/", headers=[("Host", "a"), ("Content-Length", ${value})]).headers.raw_items()`,
          ],
        };
      }),
  },
];
