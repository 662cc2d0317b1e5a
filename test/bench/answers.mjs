/** Cuts what comes in on a keep-alive connection into HTTP answers. */

const END_OF_HEAD = '\r\n\r\n'
const END_OF_CHUNKS = '0\r\n\r\n'

/** Gives a function to feed with what arrives; `onAnswer(status, answer)` hears each whole answer. */
export function answerReader(onAnswer) {
  let text = ''
  return (bytes) => {
    text += bytes.latin1Slice()
    for (let length = lengthOf(text); length <= text.length; length = lengthOf(text)) {
      const answer = text.slice(0, length)
      text = text.slice(length)
      onAnswer(Number(answer.slice(9, 12)), answer)
    }
  }
}

/** The length of the first answer in the text; infinite as long as it is not known. */
function lengthOf(text) {
  const end = text.indexOf(END_OF_HEAD)
  if (end < 0) return Number.POSITIVE_INFINITY
  const start = end + END_OF_HEAD.length
  const head = text.slice(0, start)
  const declared = /\r\ncontent-length: (\d+)/i.exec(head)
  if (declared) return start + Number(declared[1])
  if (!/\r\ntransfer-encoding: chunked/i.test(head)) return start
  const last = text.indexOf(END_OF_CHUNKS, start)
  return last < 0 ? Number.POSITIVE_INFINITY : last + END_OF_CHUNKS.length
}
