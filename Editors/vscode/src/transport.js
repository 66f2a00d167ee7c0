// JSON-RPC over the server's standard input and output. Knows nothing of VS Code or LSP.
'use strict';
const { frame, FrameReader } = require('./frames.js');

const ErrorCode = { methodNotFound: -32601, internal: -32603, requestCancelled: -32800, contentModified: -32801 };

/** An error that the other side answered with. */
class ResponseError extends Error {
  constructor({ code, message }) {
    super(message);
    this.code = code;
  }

  /** Whether it only says that nobody waits for the answer any more. */
  get isOutdated() {
    return this.code === ErrorCode.requestCancelled || this.code === ErrorCode.contentModified;
  }
}

class Connection {
  /** `log` takes a line for people; `broken` is called when the server's output cannot be read. */
  constructor(input, output, { log, broken }) {
    this.output = output;
    this.log = log;
    this.lastID = 0;
    this.pending = new Map();
    this.handlers = new Map();
    this.isClosed = false;
    const reader = new FrameReader();
    input.on('data', (chunk) => {
      if (this.isClosed) return;
      try {
        for (const message of reader.push(chunk)) this.receive(message);
      } catch (error) {
        this.close(error.message);
        broken(error);
      }
    });
    // A server that has gone is noticed by its exit.
    output.on('error', (error) => log(`cannot write to the server: ${error.message}`));
  }

  /** Answers the requests, or takes the notifications, of a method. The handler may be asynchronous. */
  on(method, handler) {
    this.handlers.set(method, handler);
  }

  notify(method, params) {
    this.send({ jsonrpc: '2.0', method, params });
  }

  /** `token` is a VS Code cancellation token or undefined. */
  request(method, params, token) {
    if (this.isClosed) return Promise.reject(new Error('the server is not running'));
    const id = ++this.lastID;
    return new Promise((resolve, reject) => {
      const cancellation = token && token.onCancellationRequested(() => this.notify('$/cancelRequest', { id }));
      const settled = (settle) => (value) => {
        if (cancellation) cancellation.dispose();
        settle(value);
      };
      this.pending.set(id, { resolve: settled(resolve), reject: settled(reject) });
      this.send({ jsonrpc: '2.0', id, method, params });
      if (token && token.isCancellationRequested) this.notify('$/cancelRequest', { id });
    });
  }

  /** Ends the connection; whoever still waits is told why. */
  close(reason) {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const waiting of this.pending.values()) waiting.reject(new Error(reason));
    this.pending.clear();
  }

  send(message) {
    if (!this.isClosed) this.output.write(frame(message));
  }

  receive(message) {
    if (message.method === undefined) return this.receiveResponse(message);
    const handler = this.handlers.get(message.method);
    if (message.id === undefined) {
      if (handler) this.run(handler, message).catch((error) => this.log(`${message.method}: ${error.stack || error}`));
      return undefined;
    }
    if (!handler) {
      return this.send({ jsonrpc: '2.0', id: message.id, error: { code: ErrorCode.methodNotFound, message: `no method ${message.method}` } });
    }
    return this.run(handler, message).then(
      (result) => this.send({ jsonrpc: '2.0', id: message.id, result: result === undefined ? null : result }),
      (error) => this.send({ jsonrpc: '2.0', id: message.id, error: { code: ErrorCode.internal, message: String(error.message || error) } }),
    );
  }

  receiveResponse({ id, result, error }) {
    const waiting = this.pending.get(id);
    if (!waiting) return;
    this.pending.delete(id);
    if (error) waiting.reject(new ResponseError(error));
    else waiting.resolve(result);
  }

  async run(handler, message) {
    return handler(message.params);
  }
}

module.exports = { Connection, ResponseError };
