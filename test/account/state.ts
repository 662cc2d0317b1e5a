/** An in-memory Twilio account, in Twilio's field names: a healthy one, for tests to break. */
import { ACCOUNT, LINE, PUBLIC_URL } from '../line.ts'
import type { HostState } from './hosting.ts'

export const KEY = `SK${'a'.repeat(32)}`
export const NUMBER_SID = `PN${'b'.repeat(32)}`
export const SERVICE_SID = `MG${'c'.repeat(32)}`
export const FALLBACK = 'https://harborline-1234.twil.io'
/** A number other than the line's, which must not appear in any output. */
export const SOMEBODY = '+14155550188'

export type Row = Record<string, unknown>

/** An account as set-up leaves it, registered and without activity. */
export function healthyAccount() {
  return {
    account: { sid: ACCOUNT, status: 'active', type: 'Full', friendly_name: 'Agency' } as Row,
    balance: { account_sid: ACCOUNT, balance: '200.00', currency: 'USD' } as Row,
    spent: [{ category: 'totalprice', price: '-30.00', price_unit: 'usd' }] as Row[],
    triggers: [
      trigger('UT00000000000000000000000000000001', { usage_category: 'totalprice' }),
    ] as Row[],
    numbers: [healthyNumber()] as Row[],
    callerIds: [] as Row[],
    services: [healthyService()] as Row[],
    senders: { [SERVICE_SID]: [NUMBER_SID] } as Record<string, string[]>,
    campaigns: {
      [SERVICE_SID]: [
        {
          sid: `QE${'d'.repeat(32)}`,
          campaign_status: 'VERIFIED',
          us_app_to_person_usecase: 'CHARITY',
          help_message: 'CA Info Line. A person 24/7: 1-888-373-7888.',
          opt_out_message: 'No more texts.',
          has_embedded_phone: true,
          has_embedded_links: false,
          errors: [],
        },
      ],
    } as Record<string, Row[]>,
    brands: [
      { sid: `BN${'e'.repeat(32)}`, status: 'APPROVED', brand_type: 'STANDARD', errors: [] },
    ] as Row[],
    tollfree: [] as Row[],
    profiles: [{ sid: `BU${'f'.repeat(32)}`, status: 'twilio-approved', errors: [] }] as Row[],
    trustProducts: [{ sid: `BU${'9'.repeat(32)}`, status: 'twilio-approved' }] as Row[],
    useCases: [
      { code: 'LOW_VOLUME', name: 'Low Volume Mixed' },
      { code: 'CHARITY', name: 'Charity / 501(c)(3) Nonprofit' },
    ] as Row[],
    dialing: [country('US'), country('PR', false), country('LV', false)] as Row[],
    textsTo: ['US', 'PR', 'GU', 'VI', 'AS', 'MP'],
    invalid: [] as string[],
    region: 'us1',
    rules: [] as Row[],
    alerts: [] as Row[],
    events: [] as Row[],
    recordings: [] as Row[],
    messages: [] as Row[],
    calls: [] as Row[],
    insights: { account_sid: ACCOUNT, advanced_features: false, voice_trace: false } as Row,
    hosts: [] as HostState[],
    keys: [
      {
        sid: KEY,
        friendly_name: 'the line',
        policy: { allow: ['/twilio/voice/calls/create'] },
      },
    ] as Row[],
    /** How much Twilio's clock is ahead, in milliseconds. */
    clock: 0,
    /** Refused requests, by the end of their path: the status, and Twilio's code. */
    refused: {} as Record<string, { status: number; code: number }>,
  }
}

export type AccountState = ReturnType<typeof healthyAccount>

function healthyNumber(): Row {
  return {
    sid: NUMBER_SID,
    account_sid: ACCOUNT,
    phone_number: LINE,
    friendly_name: 'the line',
    capabilities: { voice: true, sms: true, mms: true, fax: false },
    voice_url: `${PUBLIC_URL}/voice#rc=2&rp=5xx,ct,rt&rt=4000`,
    voice_method: 'POST',
    voice_fallback_url: `${FALLBACK}/voice.xml`,
    voice_fallback_method: 'GET',
    sms_url: `${PUBLIC_URL}/sms#rc=2&rp=5xx,ct,rt&rt=4000`,
    sms_method: 'POST',
    sms_fallback_url: `${FALLBACK}/sms.xml`,
    sms_fallback_method: 'GET',
    voice_application_sid: '',
    sms_application_sid: '',
    trunk_sid: null,
    voice_receive_mode: 'voice',
    voice_caller_id_lookup: false,
    status_callback: '',
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
  }
}

function healthyService(): Row {
  return {
    sid: SERVICE_SID,
    account_sid: ACCOUNT,
    friendly_name: 'CA Info Line',
    inbound_request_url: null,
    inbound_method: 'POST',
    fallback_url: null,
    smart_encoding: true,
    validity_period: 600,
    use_inbound_webhook_on_number: true,
  }
}

export function trigger(sid: string, changes: Row): Row {
  return { sid, recurring: 'daily', trigger_value: '50', usage_category: 'sms', ...changes }
}

export function country(iso: string, on = true): Row {
  return {
    iso_code: iso,
    name: iso,
    low_risk_numbers_enabled: on,
    high_risk_special_numbers_enabled: false,
    high_risk_tollfraud_numbers_enabled: false,
  }
}

/** A new account: a number and a balance, and nothing configured. */
export function newAccount(): AccountState {
  const state = healthyAccount()
  const [number = {}] = state.numbers
  Object.assign(number, {
    ...{
      voice_url: 'https://demo.twilio.com/welcome/voice/',
      sms_url: 'https://demo.twilio.com/welcome/sms/reply/',
    },
    ...{ voice_fallback_url: '', voice_fallback_method: 'POST' },
    ...{ sms_fallback_url: '', sms_fallback_method: 'POST', voice_caller_id_lookup: true },
  })
  return {
    ...state,
    ...{ triggers: [], services: [], senders: {}, campaigns: {}, brands: [], profiles: [] },
    dialing: [country('US', false), country('LV')],
  }
}
