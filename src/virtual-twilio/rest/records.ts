/**
 * Records over REST: messages, which can be redacted and deleted, and queues, which can be deleted.
 * Sources: https://www.twilio.com/docs/messaging/api/message-resource, .../voice/api/queue-resource
 */
import { waitingIn } from '../queue.ts'
import type { CallQueue, Message, State } from '../state.ts'
import { missing, Refusal, type RestRequest, type RestResponse, type Route } from './answer.ts'

const PAGE_SIZE = 50

export function messageRoutes({ options, messages, clock, faults }: State): Route[] {
  const { accountSid } = options
  return [
    { method: 'GET', path: '/Messages.json', answer: list },
    { method: 'GET', path: '/Messages/{sid}.json', answer: ({ sid }) => shown(find(sid)) },
    { method: 'POST', path: '/Messages/{sid}.json', answer: redact },
    {
      method: 'DELETE',
      path: '/Messages/{sid}.json',
      answer: ({ sid }) => {
        messages.delete(find(sid).sid)
        return { status: 204 }
      },
    },
  ]

  function list({ params }: RestRequest): RestResponse {
    const [from] = params.From ?? []
    const [to] = params.To ?? []
    const found = [...messages.values()]
      .filter((message) => (!from || message.from === from) && (!to || message.to === to))
      .reverse()
    return page('messages', found.map(record), params, accountSid)
  }

  function redact({ sid, params }: RestRequest): RestResponse {
    const message = find(sid)
    // messages cannot be changed in any other way
    if (params.Body?.[0] !== '') throw new Refusal(400, 20001, 'Body can only be emptied')
    // Source: https://www.twilio.com/docs/api/errors/20009
    if (statusOf(message) === 'sent')
      throw new Refusal(409, 20009, 'Cannot change this message, it is not final')
    message.body = ''
    return shown(message)
  }

  function find(sid: string): Message {
    const message = messages.get(sid)
    if (!message) throw missing(`/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`)
    return message
  }

  function shown(message: Message): RestResponse {
    return { status: 200, body: record(message) }
  }

  /** A sent message becomes final when delivered; a received one is final. */
  function statusOf({ direction, at }: Message): 'received' | 'sent' | 'delivered' {
    if (direction === 'inbound') return 'received'
    return clock.now() - at < faults.final ? 'sent' : 'delivered'
  }

  function record(message: Message) {
    const { date, sid, from, to, body, direction } = message
    return {
      sid,
      from,
      to,
      body,
      direction,
      status: statusOf(message),
      account_sid: accountSid,
      api_version: '2010-04-01',
      date_created: date,
      date_sent: date,
      date_updated: date,
      num_media: String(message.media),
      uri: `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}.json`,
    }
  }
}

export function queueRoutes({ options, queues, open }: State): Route[] {
  const { accountSid } = options
  return [
    {
      method: 'GET',
      path: '/Queues.json',
      answer: ({ params }) => page('queues', [...queues.values()].map(record), params, accountSid),
    },
    {
      method: 'GET',
      path: '/Queues/{sid}.json',
      answer: ({ sid }) => ({ status: 200, body: record(find(sid)) }),
    },
    { method: 'DELETE', path: '/Queues/{sid}.json', answer: remove },
  ]

  function remove({ sid }: RestRequest): RestResponse {
    const queue = find(sid)
    if (waitingIn(queue).length > 0)
      throw new Refusal(400, 20001, 'Only empty queues can be deleted')
    if (queue.dialers.size > 0 && open.queueDeleted === '500')
      throw new Refusal(500, 20500, 'An internal server error has occurred')
    queues.delete(queue.name)
    for (const dialer of queue.dialers) dialer.wake()
    return { status: 204 }
  }

  function find(sid: string): CallQueue {
    const queue = [...queues.values()].find((each) => each.sid === sid)
    if (!queue) throw missing(`/2010-04-01/Accounts/${accountSid}/Queues/${sid}.json`)
    return queue
  }

  function record(queue: CallQueue) {
    return {
      sid: queue.sid,
      account_sid: accountSid,
      friendly_name: queue.name,
      current_size: waitingIn(queue).length,
      max_size: queue.maxSize,
      average_wait_time: 0,
      date_created: queue.created,
      date_updated: queue.created,
      uri: `/2010-04-01/Accounts/${accountSid}/Queues/${queue.sid}.json`,
    }
  }
}

/** Source: https://www.twilio.com/docs/usage/twilios-response#pagination */
function page(
  name: string,
  records: readonly unknown[],
  params: RestRequest['params'],
  accountSid: string,
): RestResponse {
  const size = Number(params.PageSize?.[0] ?? PAGE_SIZE)
  const number = Number(params.Page?.[0] ?? 0)
  const end = (number + 1) * size
  const path = `/2010-04-01/Accounts/${accountSid}/${name === 'queues' ? 'Queues' : 'Messages'}.json`
  const query = new URLSearchParams()
  for (const [key, values] of Object.entries(params)) query.set(key, values.join())
  query.set('PageSize', String(size))
  query.set('Page', String(number + 1))
  const body = {
    [name]: records.slice(number * size, end),
    page: number,
    page_size: size,
    start: number * size,
    end: Math.min(end, records.length) - 1,
    uri: path,
    next_page_uri: end < records.length ? `${path}?${query}` : null,
  }
  return { status: 200, body }
}
