/**
 * `harborline approval`: what carriers require before a number may text: written, submitted,
 * tracked.
 */
import { Command } from 'commander'
import type { Agency } from '../operator/approval/kit.ts'
import { contentAt, wrongOption } from '../operator/content.ts'
import type { Place } from './place.ts'

type Options = {
  agency?: string
  site?: string
  email?: string
  privacyUrl?: string
  termsUrl?: string
  out: string
  submit?: boolean
  status?: boolean
}

export const approval = (place: Place) =>
  new Command('approval')
    .description('write what carriers ask for before a number may text; send it in, and follow it')
    .option('--agency <name>', 'the legal name of the organization')
    .option('--site <url>', 'its website')
    .option('--email <address>', 'where people ask questions')
    .option('--privacy-url <url>', 'where the privacy page is, if not at <site>/privacy.html')
    .option('--terms-url <url>', 'where the terms are, if not at <site>/terms.html')
    .option('--out <folder>', 'where to write', 'approval')
    .option('--submit', 'send it in: asks somebody at a terminal, twice')
    .option('--status', 'how far it is, and why it was refused; changes nothing')
    .action(async (options: Options) => {
      const { approve, showStatus } = await import('../operator/approval/command.ts')
      if (options.status) return showStatus(place.config)
      const content = contentAt(place.root, place.names, 'later')
      const { out, submit = false } = options
      process.exitCode = await approve(place.config, content, {
        agency: agencyOf(options),
        out,
        submit,
      })
    })

function agencyOf({ agency: name, site, email, privacyUrl, termsUrl }: Options): Agency {
  if (!name || !site || !email)
    throw wrongOption(
      `--${name ? (site ? 'email' : 'site') : 'agency'}`,
      'it is missing',
      'Say who runs the line: --agency, --site and --email',
    )
  if (!URL.canParse(site))
    throw wrongOption('--site', 'it is no address', 'Write it as https://agency.example.org')
  const base = site.replace(/\/+$/, '')
  const privacy = privacyUrl ?? `${base}/privacy.html`
  return { name, site, email, privacy, terms: termsUrl ?? `${base}/terms.html` }
}
