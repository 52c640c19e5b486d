"""Frames to and from the host, as `protocol.ts` has them. Knows nothing of what they say."""
import json
import os
import selectors
import struct

FRAME_PART_BYTES_MAX = 1024 * 1024
# Beyond this much unsent output, reading from commands pauses until the host has caught up.
QUEUE_BYTES_MAX = 4 * 1024 * 1024


class Lost(Exception):
    """The sandbox cannot be used any more; the host is told and the porter ends."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class Stream:
    def __init__(self, selector, on_request, on_congestion):
        """Moves the stream away from 0 and 1, so that no mistake can hand it to a command."""
        self.requests, self.events = os.dup(0), os.dup(1)
        null = os.open('/dev/null', os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 1)
        os.close(null)
        os.set_blocking(self.requests, False)
        os.set_blocking(self.events, False)
        self.session = ''
        self.received = bytearray()
        self.queue = bytearray()
        self.selector = selector
        self.on_request = on_request
        self.on_congestion = on_congestion
        selector.register(self.requests, selectors.EVENT_READ, self.receive)

    @property
    def congested(self):
        return len(self.queue) > QUEUE_BYTES_MAX

    def receive(self, _mask):
        try:
            chunk = os.read(self.requests, 1 << 20)
        except BlockingIOError:
            return
        if not chunk:
            # The host is gone: as PID 1 our end is the end of everything in here.
            os._exit(0)
        self.received += chunk
        offset = 0
        while len(self.received) - offset >= 8:
            json_bytes, binary_bytes = struct.unpack_from('>II', self.received, offset)
            if json_bytes > FRAME_PART_BYTES_MAX or binary_bytes > FRAME_PART_BYTES_MAX:
                raise Lost('bad-request', 'a frame is larger than the protocol allows')
            middle = offset + 8 + json_bytes
            end = middle + binary_bytes
            if len(self.received) < end:
                break
            self.on_request(
                json.loads(bytes(self.received[offset + 8 : middle])), bytes(self.received[middle:end])
            )
            offset = end
        del self.received[:offset]

    def send(self, event, binary=b''):
        event['session'] = self.session
        text = json.dumps(event).encode()
        self.queue += struct.pack('>II', len(text), len(binary)) + text + binary
        self.flush()

    def flush(self, _mask=0):
        congested = self.congested
        try:
            while self.queue:
                with memoryview(self.queue) as view:
                    written = os.write(self.events, view[: 1 << 18])
                del self.queue[:written]
        except BlockingIOError:
            pass
        except (BrokenPipeError, ConnectionResetError):
            os._exit(0)
        watch(self.selector, self.events, selectors.EVENT_WRITE, self.flush, bool(self.queue))
        if congested != self.congested:
            self.on_congestion()

    def say_lost(self, lost):
        os.set_blocking(self.events, True)
        self.send({'id': 0, 'event': 'error', 'code': lost.code, 'message': str(lost)})
        os._exit(1)


def watch(selector, pipe, mask, callback, wanted):
    watched = pipe in selector.get_map()
    if wanted and not watched:
        selector.register(pipe, mask, callback)
    elif watched and not wanted:
        selector.unregister(pipe)
