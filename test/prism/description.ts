/** Twilio's OpenAPI description of its REST API, and the checks of a request that Prism leaves out. */
import type { SeenRequest } from './prism.ts'

type Property = { type?: string; description?: string }
type Form = {
  schema: { properties?: Record<string, Property> }
  encoding?: Record<string, { style: string; explode: boolean }>
}
type Operation = {
  operationId: string
  parameters?: { name: string; in: string }[]
  requestBody?: { content: Record<string, Form> }
}
type Methods = Partial<Record<'get' | 'post' | 'delete', Operation>>
export type Description = { paths: Record<string, Methods> }
/** What a description refers to by $ref, by kind and name. */
type Whole = Description & { components?: Record<string, Record<string, unknown>> }

const FORM = 'application/x-www-form-urlencoded'
/** What this line must never request. */
const KEPT = /record|transcri/i

/**
 * Merges the descriptions of several APIs: each path below its host, each component name prefixed
 * by its API.
 */
export function merged(descriptions: Readonly<Record<string, Description>>): Description {
  const whole: Whole = { ...Object.values(descriptions)[0], paths: {}, components: {} }
  for (const [api, description] of Object.entries(descriptions)) {
    const text = JSON.stringify(description).replaceAll(
      /"#\/components\/(\w+)\//g,
      `"#/components/$1/${api}.`,
    )
    const { paths, components = {} }: Whole = JSON.parse(text)
    const host = `/${api.split('_')[0]}.twilio.com`
    for (const [path, methods] of Object.entries(paths)) {
      const { servers: _host, ...rest } = methods as Methods & { servers?: unknown }
      whole.paths[host + path] = rest
    }
    for (const [kind, named] of Object.entries(components))
      for (const [name, value] of Object.entries(named)) {
        // security schemes are referred to by plain name, and are the same in all of them
        const own = kind === 'securitySchemes' ? name : `${api}.${name}`
        whole.components = {
          ...whole.components,
          [kind]: { ...whole.components?.[kind], [own]: value },
        }
      }
  }
  return whole
}

/** Declares that lists are sent as repeated keys, as the SDK does and Twilio accepts. */
export function withRepeatedKeys(description: Description): Description {
  const copy = structuredClone(description)
  for (const { post } of Object.values(copy.paths)) {
    const form = post?.requestBody?.content[FORM]
    for (const [name, { type }] of Object.entries(form?.schema.properties ?? {}))
      if (form && type === 'array')
        form.encoding = { ...form.encoding, [name]: { style: 'form', explode: true } }
  }
  return copy
}

/** Finds unknown parameters and event names, which Prism accepts. */
export function problemsOf(description: Description, request: SeenRequest): string[] {
  const { method, path, query, form } = request
  const operation = operationOf(description, method, path)
  if (!operation) return [`${method} ${path} is not in the description`]
  const { operationId, parameters = [], requestBody } = operation
  const properties = requestBody?.content[FORM]?.schema.properties ?? {}
  const inQuery = new Set(parameters.filter((one) => one.in === 'query').map(({ name }) => name))
  const unknown = [
    ...Object.keys(form).filter((name) => !Object.hasOwn(properties, name)),
    ...Object.keys(query).filter((name) => !inQuery.has(name)),
  ]
  const events = Object.entries(form)
    .filter(([name]) => name.endsWith('CallbackEvent'))
    .flatMap(([name, values]) => {
      const known = choices(properties[name]?.description)
      return values.filter((value) => !known.includes(value)).map((value) => `${name}=${value}`)
    })
  const kept = [path, ...Object.keys(form), ...Object.keys(query)].filter((one) => KEPT.test(one))
  return [
    ...unknown.map((name) => `${operationId} has no parameter ${name}`),
    ...events.map((event) => `${operationId} knows no ${event}`),
    ...kept.map((name) => `${operationId} records: ${name}`),
  ]
}

export function operationOf({ paths }: Description, method: string, path: string) {
  const [found] = Object.entries(paths)
    // a path without placeholders is preferred to one that also matches
    .sort(([a], [b]) => a.split('{').length - b.split('{').length)
    .filter(([template]) => pattern(template).test(path))
  return found?.[1][method.toLowerCase() as keyof Methods]
}

function pattern(template: string): RegExp {
  const parts = template.split(/\{\w+\}/).map((part) => part.replaceAll('.', '\\.'))
  return new RegExp(`^${parts.join('[^/]+')}$`)
}

/** The names after "Can be:", the only place where the description lists events. */
export function choices(text = ''): string[] {
  const [, list = ''] = /Can be: ([^.]*)\./.exec(text) ?? []
  return Array.from(list.matchAll(/`([^`]+)`/g), ([, name = '']) => name)
}
