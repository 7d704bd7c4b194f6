/**
 * PostgreSQL's wire protocol between a driver and an engine that runs in this process.
 *
 * The engine answers whole messages and answers them at once, so a session is a Duplex that frames what is written,
 * hands it on and reads out the replies.
 */
import { Duplex } from "node:stream"

/** Answers whole messages, in order. Fails where the engine is gone. */
export type Send = (messages: Uint8Array) => Promise<ReadonlyArray<Buffer>>

/** What answers messages. */
export interface Backend {
  /** Returns the session as a new client expects it; its first message is the start-up. Ends the session before. */
  readonly open: () => Promise<Send>
}

/** Codes in the place of a protocol version: questions that come before a session, and the cancelling of one. */
const sslRequest = 80_877_103
const gssRequest = 80_877_104
const cancelRequest = 80_877_102
const terminate = 0x58
/** PostgreSQL's own limit is 1 GiB; a start-up message has some hundred bytes. */
const longest = 1024 ** 3
const longestStartup = 10_000

/** Splits what arrives into whole messages, however it was cut. */
export class Framing {
  private readonly chunks: Array<Buffer> = []
  private size = 0
  /** Bytes that must be there before looking again is worthwhile. */
  private wanted = 8
  started = false

  push(chunk: Buffer): void {
    this.chunks.push(chunk)
    this.size += chunk.length
  }

  /** Returns the whole messages at the front as one piece, a message of the start-up alone; `null` if there is none. */
  take(): Buffer | null {
    if (this.size < this.wanted) return null
    const bytes = this.chunks.length === 1 ? this.chunks[0]! : Buffer.concat(this.chunks)
    const end = this.started ? this.whole(bytes) : this.startup(bytes)
    this.chunks.length = 0
    if (end < bytes.length) this.chunks.push(bytes.subarray(end))
    this.size = bytes.length - end
    return end === 0 ? null : bytes.subarray(0, end)
  }

  /** Where the last whole message ends. A Terminate is a piece of its own, and so is what comes before it. */
  private whole(bytes: Buffer): number {
    let end = 0
    this.wanted = 5
    while (bytes.length - end >= 5) {
      const length = bytes.readInt32BE(end + 1) + 1
      if (length < 5 || length > longest) throw new Error(`a message of ${length} bytes`)
      if (bytes.length - end < length) {
        this.wanted = length
        break
      }
      if (bytes[end] === terminate) return end === 0 ? length : end
      end += length
    }
    return end
  }

  private startup(bytes: Buffer): number {
    const length = bytes.readInt32BE(0)
    if (length < 8 || length > longestStartup) throw new Error(`a start-up message of ${length} bytes`)
    this.wanted = length
    if (bytes.length < length) return 0
    this.wanted = 8
    return length
  }
}

/**
 * A session as a stream: what the driver writes goes to the backend, what it reads are the replies.
 *
 * No further message is answered before the reader has room again. An engine that fails destroys the stream with its
 * error. There is nothing to cancel, since a statement is done before a request to cancel it can be read.
 */
export class Session extends Duplex {
  private readonly framing = new Framing()
  private readonly backend: Backend
  private send: Send | null = null
  /** Called when the reader has room again. */
  private onRoom: (() => void) | null = null

  constructor(backend: Backend) {
    super({ readableHighWaterMark: 1024 * 1024 })
    this.backend = backend
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.accept([chunk], done)
  }

  override _writev(chunks: Array<{ readonly chunk: Buffer }>, done: (error?: Error | null) => void): void {
    this.accept(
      chunks.map(({ chunk }) => chunk),
      done
    )
  }

  override _read(): void {
    this.onRoom?.()
    this.onRoom = null
  }

  override _final(done: (error?: Error | null) => void): void {
    this.push(null)
    done()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.onRoom?.()
    this.onRoom = null
    done(error)
  }

  private accept(chunks: ReadonlyArray<Buffer>, done: (error?: Error | null) => void): void {
    for (const chunk of chunks) this.framing.push(chunk)
    this.answer().then(
      () => done(),
      (cause) => done(cause instanceof Error ? cause : new Error(String(cause)))
    )
  }

  private async answer(): Promise<void> {
    for (;;) {
      const message = this.framing.take()
      if (message === null || this.destroyed) return
      if (this.send === null) await this.begin(message)
      else if (message[0] === terminate) return void this.end()
      else await this.reply(await this.send(message))
    }
  }

  private async begin(message: Buffer): Promise<void> {
    const code = message.readInt32BE(4)
    if (code === cancelRequest) return void this.end()
    if (code === sslRequest || code === gssRequest) return this.reply([Buffer.from("N")])
    this.framing.started = true
    this.send = await this.backend.open()
    await this.reply(await this.send(message))
  }

  private async reply(pieces: ReadonlyArray<Buffer>): Promise<void> {
    if (this.destroyed) return
    let room = true
    for (const piece of pieces) room = this.push(piece)
    if (!room) await new Promise<void>((resolve) => (this.onRoom = resolve))
  }
}
