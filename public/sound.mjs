/** Sound: key tones, ringing, a soft tone on hold, and the line's words spoken by this machine. */

/** The two tones of each key, in hertz. Source: ITU-T Q.23. */
const ROWS = [697, 770, 852, 941]
const COLUMNS = [1209, 1336, 1477]
const KEYS = '123456789*0#'

/** @type {AudioContext | undefined} */
let context
/** @type {{ kind: string, stop: () => void } | undefined} */
let lasting

const switches = { tones: true, speak: false }

/** @param {'tones' | 'speak'} which @param {boolean} on */
export function setSound(which, on) {
  switches[which] = on
  if (!on && which === 'speak') hush()
  if (!on && which === 'tones') last('none')
}

/** Browsers allow a page to make sound only after a user interaction. */
export function wakeSound() {
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume()
}

/** @param {string} key */
export function beep(key) {
  const at = KEYS.indexOf(key)
  if (at < 0) return
  tone([ROWS[Math.floor(at / 3)] ?? 0, COLUMNS[at % 3] ?? 0], 0.05, 0, 0.13)
}

/**
 * The sound of a state, for as long as it lasts: ringing, a ringback tone, hold.
 * @param {'none' | 'ringing' | 'dialling' | 'hold'} kind
 */
export function last(kind) {
  if (lasting?.kind === kind) return
  lasting?.stop()
  lasting = undefined
  if (kind === 'none' || !switches.tones) return
  const play = { ringing, dialling, hold }[kind]
  play()
  const timer = setInterval(play, kind === 'hold' ? 4000 : 3000)
  lasting = { kind, stop: () => clearInterval(timer) }
}

const ringing = () => [0, 0.4].map((after) => tone([660, 880], 0.04, after, 0.25))
const dialling = () => tone([440, 480], 0.03, 0, 1.2)
const hold = () => [220, 277, 330].map((pitch, at) => tone([pitch], 0.02, at * 0.9, 2.4))

/** @param {number[]} pitches @param {number} volume @param {number} after @param {number} seconds */
function tone(pitches, volume, after, seconds) {
  if (!switches.tones || context?.state !== 'running') return
  const begin = context.currentTime + after
  const gain = context.createGain()
  gain.gain.setValueAtTime(0, begin)
  gain.gain.linearRampToValueAtTime(volume, begin + 0.02)
  gain.gain.setValueAtTime(volume, begin + seconds * 0.6)
  gain.gain.linearRampToValueAtTime(0, begin + seconds)
  gain.connect(context.destination)
  for (const pitch of pitches) {
    const oscillator = context.createOscillator()
    oscillator.frequency.value = pitch
    oscillator.connect(gain)
    oscillator.start(begin)
    oscillator.stop(begin + seconds)
  }
}

/** Only local voices: others send the words to a server. @param {string} language */
function voiceOf(language) {
  const voices = speechSynthesis.getVoices().filter(({ localService }) => localService)
  const [short = ''] = language.split('-')
  return (
    voices.find(({ lang }) => lang === language) ??
    voices.find(({ lang }) => lang.startsWith(short))
  )
}

/** @param {string} text @param {string} language such as es-US */
export function speak(text, language) {
  const voice = switches.speak && 'speechSynthesis' in window ? voiceOf(language) : undefined
  if (!voice) return
  const words = new SpeechSynthesisUtterance(text)
  words.voice = voice
  words.lang = language
  speechSynthesis.speak(words)
}

export function hush() {
  if ('speechSynthesis' in window) speechSynthesis.cancel()
}

/** The languages that this machine cannot speak. @param {string[]} languages */
export function silentLanguages(languages) {
  return 'speechSynthesis' in window ? languages.filter((each) => !voiceOf(each)) : languages
}
