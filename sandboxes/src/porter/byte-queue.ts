/** Bytes that arrive before anybody reads them, as an `AsyncIterable` to be iterated once. */

export class ByteQueue implements AsyncIterable<Uint8Array> {
  #chunks: Uint8Array[] = [];
  #wake: (() => void) | null = null;
  #ended = false;
  #failure: Error | null = null;
  #iterated = false;

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#signal();
  }

  /** No more bytes; with a failure, the reader gets what came before it and then the failure. */
  end(failure: Error | null = null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    this.#signal();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    if (this.#iterated) throw new TypeError('Standard output can be iterated once.');
    this.#iterated = true;
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk !== undefined) yield chunk;
      else if (this.#failure !== null) throw this.#failure;
      else if (this.#ended) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #signal(): void {
    this.#wake?.();
    this.#wake = null;
  }
}
