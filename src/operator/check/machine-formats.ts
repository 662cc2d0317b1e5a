/** The report of `harborline check` for programs: JSON, GitHub annotations, SARIF. */
import type { Rule } from '../../content/fault.ts'
import { countsOf, type Notice, type Report } from './gather.ts'
import { ruleInfo } from './rules.ts'

export function asJson({ notices, looked }: Report): string {
  const counts = countsOf(notices)
  return JSON.stringify({ sound: counts.error === 0, counts, looked, notices }, undefined, 2)
}

const annotations = { error: 'error', warning: 'warning', note: 'notice' } as const

/** Source: GitHub, "Workflow commands", setting an error message. */
export function asGitHub({ notices }: Report): string {
  return notices
    .map(({ severity, file, line, rule = 'file', key, problem, remedy }) => {
      const properties = { file, ...(line !== undefined && { line }), title: rule }
      const named = Object.entries(properties).map(
        ([name, value]) =>
          `${name}=${escaped(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`,
      )
      return `::${annotations[severity]} ${named.join()}::${escaped(sentence({ key, problem, remedy }))}`
    })
    .join('\n')
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** SARIF 2.1.0. Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function asSarif({ notices }: Report, version: string): string {
  const ids = Array.from(new Set(notices.map(({ rule = 'file' }) => rule as string))).toSorted()
  const rules = ids.map((id) => ({
    id,
    shortDescription: { text: ruleInfo(id === 'file' ? undefined : (id as Rule)).about },
  }))
  const results = notices.map((notice) => ({
    ruleId: notice.rule ?? 'file',
    ruleIndex: ids.indexOf(notice.rule ?? 'file'),
    level: notice.severity,
    message: { text: sentence(notice) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: notice.file },
          ...(notice.line !== undefined && { region: { startLine: notice.line } }),
        },
      },
    ],
  }))
  const driver = { name: 'harborline', version, rules }
  return JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [{ tool: { driver }, results }],
    },
    undefined,
    2,
  )
}

function sentence({ key, problem, remedy }: Pick<Notice, 'key' | 'problem' | 'remedy'>): string {
  return `${key ? `${key}: ` : ''}${problem}. ${remedy}`
}
