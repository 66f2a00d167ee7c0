// The base protocol of LSP: a header with the length in bytes, then that many bytes of JSON.
'use strict';

const SEPARATOR = Buffer.from('\r\n\r\n');

/** The bytes of one message. */
function frame(message) {
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`, 'latin1'), body]);
}

/**
 * Cuts a stream of bytes into messages, however it is torn.
 *
 * Chunks are joined only when a whole header or body is there, so that a large message costs its size and not its square.
 */
class FrameReader {
  constructor() {
    this.chunks = [];
    this.byteCount = 0;
    /** Bytes of the body that is awaited; -1 while a header is. */
    this.awaited = -1;
  }

  /** Takes a chunk and returns the messages that it completes. Throws on a header without a length: nothing after it can be read. */
  push(chunk) {
    this.chunks.push(chunk);
    this.byteCount += chunk.length;
    const messages = [];
    for (;;) {
      if (this.awaited < 0) {
        const bytes = this.joined();
        const end = bytes.indexOf(SEPARATOR);
        if (end < 0) return messages;
        const length = /^content-length:[ \t]*(\d+)[ \t]*$/im.exec(bytes.toString('latin1', 0, end));
        if (!length) throw new Error('the server sent a header without Content-Length');
        this.awaited = Number(length[1]);
        this.drop(end + SEPARATOR.length);
      }
      if (this.byteCount < this.awaited) return messages;
      const text = this.joined().toString('utf8', 0, this.awaited);
      this.drop(this.awaited);
      this.awaited = -1;
      messages.push(JSON.parse(text));
    }
  }

  joined() {
    if (this.chunks.length !== 1) this.chunks = [Buffer.concat(this.chunks)];
    return this.chunks[0];
  }

  drop(count) {
    const rest = this.joined().subarray(count);
    this.chunks = [rest];
    this.byteCount = rest.length;
  }
}

module.exports = { frame, FrameReader };
