/** Variants: legitimate changes by an operator, to which no rule or property may object. */
import { type Data, dataOf } from './checker.ts'

export type Variant = {
  kind: string
  file: string
  what: string
  change: (data: Data) => void
  /** Whether it concerns the proof. */
  proof?: true
}

const proof = true as const

export function allVariants(): Variant[] {
  return [...flowVariants(), ...wordVariants(), ...dataVariants()]
}

/** Options in another order, a topic in one more menu, a menu one level deeper. */
function flowVariants(): Variant[] {
  const file = 'flows/line.yaml'
  const menus = Object.entries<Data>(dataOf(file).nodes).filter(([, { type }]) => type === 'menu')
  const swapped = menus.flatMap(([name, { options }]) =>
    Object.keys(options)
      .slice(1)
      .map(
        (key): Variant => ({
          ...{
            kind: 'other order',
            file,
            what: `the first option of ${name} is changed with ${key}`,
            proof,
          },
          change: (data) => {
            const own = data.nodes[name].options
            ;[own[1], own[key]] = [own[key], own[1]]
          },
        }),
      ),
  )
  const added = ['facts', 'life'].flatMap((menu) =>
    ['hotels', 'money', 'records', 'leaving', 'worried', 'shelter'].map(
      (topic): Variant => ({
        ...{ kind: 'one more option', file, what: `${menu} leads to ${topic} too`, proof },
        change: (data) => {
          const own = data.nodes[menu].options
          own[Object.keys(own).length + 1] = topic
        },
      }),
    ),
  )
  const elsewhere = ['foreign', 'signs', 'survivor-services', 'foster-care']
    .filter((topic) => dataOf(file).nodes[topic])
    .map(
      (topic): Variant => ({
        ...{
          kind: 'another way back',
          file,
          what: `${topic} leads back to the other menu that has it`,
          proof,
        },
        change: (data) => {
          const over = Object.entries<Data>(data.nodes).filter(([, { options }]) =>
            Object.values(options ?? {}).includes(topic),
          )
          data.nodes[topic].back = over
            .map(([menu]) => menu)
            .find((menu) => menu !== data.nodes[topic].back)
        },
      }),
    )
  return [...swapped, ...added, ...elsewhere]
}

/** Rephrased texts in the first language, and translations that record what they were made from. */
function wordVariants(): Variant[] {
  return ['en', 'es'].flatMap((language) => {
    const file = `content/${language}/words.yaml`
    const words = dataOf(file)
    const lists = Object.keys(words).filter(
      (key) => Array.isArray(words[key]) && words[key].length > 1,
    )
    const reversed = lists.map(
      (key): Variant => ({
        ...{ kind: 'other order', file, what: `${key} the other way round` },
        change: (data) => void data[key].reverse(),
      }),
    )
    const danger = Object.keys(words.crisis).map(
      (kind): Variant => ({
        ...{
          kind: 'one more text of danger',
          file: `content/${language}/danger.yaml`,
          what: `one more text of ${kind}`,
        },
        // another text that the first phrase matches
        change: (data) => void data.crisis[kind].push(data.crisis[kind][0]),
      }),
    )
    const topics = dataOf('content/topics.yaml').map(
      ({ id }: { id: string }): Variant => ({
        ...{
          kind: 'one more keyword',
          file: `content/${language}/topics/${id}.yaml`,
          what: `${id} has one more keyword`,
        },
        change: (data) => void data.keywords.push(`${id.replaceAll('-', ' ')} qqq`),
      }),
    )
    return [...reversed, ...danger, ...topics]
  })
}

/** Verified numbers, dates of another review, sources, desks. */
function dataVariants(): Variant[] {
  const phoned = Object.keys(dataOf('content/phones.yaml')).map(
    (key): Variant => ({
      ...{ kind: 'phoned', file: 'content/phones.yaml', what: `${key} was phoned` },
      change: (data) => {
        data[key].verifiedByCall = '2026-11-25'
      },
    }),
  )
  const read = dataOf('content/topics.yaml').map(
    ({ id }: { id: string }, at: number): Variant => ({
      ...{ kind: 'read again', file: 'content/topics.yaml', what: `${id} was read again` },
      change: (data) => {
        data[at].checkedOn = '2026-11-25'
      },
    }),
  )
  const desks = ['mon-fri: 09:00-17:00', 'sat: 10:00-14:00'].map(
    (hours): Variant => ({
      ...{ kind: 'a desk', file: 'content/phones.yaml', what: `a desk from ${hours}` },
      change: (data) => {
        const [days = '', span = ''] = hours.split(': ')
        data.desk = {
          ...data.hotline,
          ...{ name: 'A desk', number: '510-555-0123' },
          handoff: { how: 'warm', accept: 'key', hours: { [days]: span } },
        }
      },
    }),
  )
  return [...phoned, ...read, ...desks]
}
