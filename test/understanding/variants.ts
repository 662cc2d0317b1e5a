/**
 * Kinds of texts that were once misunderstood: where each is sent, what is right, and variants that
 * nobody had seen when the kind was fixed.
 */

export type Kind = {
  kind: string
  /** The node at which it is sent; by default the list of topics. */
  at?: string
  /** The conversation's language; English by default. */
  conversation?: 'en' | 'es'
  /**
   * `key N`: as that key; `language xx`: the conversation is in it afterwards; `calm`: no alarm;
   * `crisis…`: danger; anything else: the kind of what is understood.
   */
  is: string
  texts: readonly string[]
}

export const kinds: readonly Kind[] = [
  // digits of every writing, and O for 0
  { kind: 'digits', is: 'key 3', texts: ['٣', '३', '3️⃣', '③', '03', '３', '003'] },
  { kind: 'digits', at: 'gate', is: 'key 2', texts: ['٢', '२', '２', '②', '02', '2️⃣'] },
  { kind: 'digits', is: 'key 0', texts: ['O', 'o', '०', '0️⃣', '000', ' 0 '] },
  // numbers in words
  {
    kind: 'numbers in words',
    is: 'key 3',
    texts: ['three', 'tres', '#3', 'option three', 'the 3rd one', 'give me 3 pls', 'la tercera'],
  },
  {
    kind: 'numbers in words',
    is: 'key 2',
    texts: ['lemme get 2', 'jus 2 thx', 'kiero la dos', 'deme el 2 porfa', 'lets go with number 2'],
  },
  {
    kind: 'numbers in words',
    is: 'key 0',
    texts: [
      'zero thanks',
      'number 0',
      'ill go w 0',
      'el cero porfa',
      'hit 0',
      'marco 0 para la persona',
    ],
  },
  {
    kind: 'numbers in words',
    at: 'signs',
    is: 'key 9',
    texts: [
      'nine please',
      'el nueve',
      'number 9 thanks',
      'take me back to the menu',
      'buelve al menu',
    ],
  },
  // what the line itself prints
  {
    kind: 'own words',
    at: 'signs',
    is: 'key 7',
    texts: ['7 = more', '7 more please', 'MORE!', '7=más', 'press 7 for more', 'show me the rest'],
  },
  {
    kind: 'own words',
    at: 'signs',
    is: 'key 0',
    texts: ['0 = person', '0=person please', 'press 0 for person', 'person please', '0 persona'],
  },
  {
    kind: 'own words',
    is: 'key 1',
    texts: ['1 need something now', '1) I need something now', 'one i need something now'],
  },
  {
    kind: 'own words',
    at: 'gate',
    is: 'exit',
    texts: ['X=leave', 'x leave', 'X = leave', 'x', 'leave'],
  },
  {
    kind: 'own words',
    at: 'gate',
    is: 'key 1',
    texts: ['1 yes', '1=yes', 'yes 1', '1. Yes', '1 si'],
  },
  // yes and no to the first question
  {
    kind: 'yes at the first question',
    at: 'gate',
    is: 'key 1',
    texts: [
      'yes maam',
      'yea its cool',
      'ok its safe',
      'he left so yeah',
      'its my own phone so yes',
      'can text now',
    ],
  },
  {
    kind: 'yes at the first question',
    at: 'gate',
    is: 'key 1',
    texts: ['sí está bien', 'si ya se fue', 'sí se puede', 'sí, estoy solita', 'ya se durmió sí'],
  },
  {
    kind: 'no at the first question',
    at: 'gate',
    is: 'key 2',
    texts: [
      'nope he is home',
      'not rn',
      'no wait till later',
      'im not sure',
      'no i share this phone',
      'cant talk now',
    ],
  },
  {
    kind: 'no at the first question',
    at: 'gate',
    is: 'key 2',
    texts: [
      'nel',
      'no porque está él',
      'ahora no por favor',
      'no, comparto el teléfono',
      'no estoy segura',
    ],
  },
  // what stands below an answer
  {
    kind: 'signature',
    is: 'key 3',
    texts: [
      '3\n\nSent from my Galaxy',
      '3\n--\nRosa',
      '3\n\nEnviado desde mi iPhone',
      'three\n\nSent from Mail for Windows',
      '3 - Mari',
      '3\n\nGet Outlook for iOS',
    ],
  },
  // reactions of phones
  {
    kind: 'reaction',
    is: 'automatic',
    texts: [
      'Loved “No one sign proves it.”',
      'Questioned “Reply with a number:”',
      'Disliked “Get help: 1 …”',
      'Removed a laugh from “Get help:”',
      'Reacted ❤️ to “Is it safe to text?”',
      'Le gustó “Responda con un número:”',
      'A ri de « Répondez avec un numéro »',
      'Curtiu “Responda com um número”',
      'Đã thích “Trả lời bằng số”',
    ],
  },
  // automatic answers
  {
    kind: 'automatic answer',
    is: 'automatic',
    texts: [
      "I'm driving and will reply when I get there.",
      "I'm in a meeting and will call you back later.",
      'This mailbox is not monitored.',
      'Voicemail transcript: "Hi, this is Linda about your appointment" (0:17)',
      "Can't talk now. Call later? Sent from my Apple Watch",
      'En este momento no puedo contestar. Le llamo más tarde.',
      'Estoy manejando, te respondo luego. (Mensaje automático)',
      'Your package was delivered today. Reply STOP to opt out.',
      'Thank you for texting Bay Dental! Our office is closed until Monday.',
    ],
  },
  // what sounded like danger and is none
  {
    kind: 'no alarm',
    at: 'signs',
    is: 'calm',
    texts: [
      'tell me some more',
      'bak to the last page plz',
      'the third one',
      '2 and 3',
      'i want out of this menu',
      'i think im pregnant',
      'creo que tengo una infección',
      'quiero borrarme el tatuaje',
      'wrong one go back',
    ],
  },
  {
    kind: 'denial',
    is: 'calm',
    texts: [
      'im not in danger just curious about the law',
      'no one is hurting me i have a school project',
      'i am safe i only want to know the signs',
      'nadie me obliga, es para una tarea',
      'no estoy en peligro, nomás pregunto por las leyes',
    ],
  },
  {
    kind: 'hyperbole',
    is: 'calm',
    texts: [
      'my boss is gonna kill me if this report isnt done lol',
      'they always kill me in call of duty',
      'el tráfico de la 405 me va a matar',
      'me muero de risa',
      'mataría por unos tacos',
    ],
  },
  // enough texts
  {
    kind: 'opt-out',
    is: 'opt_out',
    texts: [
      'stop all please',
      'STOP!! thank you',
      'stop 🛑',
      'darme de baja',
      'no me vuelvan a escribir',
      'quit sending me stuff',
      'take my number off',
      'STOP 55555',
    ],
  },
  // the beginning again
  {
    kind: 'start',
    is: 'menu',
    texts: [
      'begin again',
      'start from the beginning',
      'can i start over',
      'empezar otra vez',
      'back to start',
    ],
  },
  // a language asked for in words
  {
    kind: 'language asked for',
    is: 'language es',
    texts: [
      'in spanish pls',
      'do u hav this in spanish',
      'my mom cant read english',
      'puede ser en español',
      'can you text me in spanish',
      'prefiero en español',
    ],
  },
  {
    kind: 'language asked for',
    conversation: 'es',
    is: 'language en',
    texts: [
      'english please',
      'in english pls',
      'mándemelo en inglés',
      'se puede en ingles, mi hija lee mejor el inglés',
      'switch to english',
      'can we do english',
    ],
  },
  {
    kind: 'loan word',
    conversation: 'es',
    is: 'language es',
    texts: ['ok', 'okay', 'app', 'hotel', 'internet', 'chat', 'test'],
  },
  // invisible characters
  {
    kind: 'invisible',
    is: 'topic signs',
    texts: [
      'si\u00adgns',
      's\u200bigns',
      'signs\u200e',
      '\ufeffsigns',
      'sig\u2060ns',
      's\u200di\u200dgns',
    ],
  },
  // numbers of help in any writing
  {
    kind: 'numbers of help',
    is: 'crisis',
    texts: ['9.1.1', '9 - 1 - 1', 'nine-one-one', '911!!', 'nueve uno uno', '988 please', '9-8-8'],
  },
  // danger to somebody else
  {
    kind: 'danger to others',
    is: 'crisis.other_danger',
    texts: [
      'somebody took my niece',
      'my roommate wont wake up',
      'they are going to kill my cousin',
      'mi hermana está inconsciente',
      'un hombre sube a una niña a la fuerza a una van',
      'he locked my sister in the house',
      'my cousin is 13 and a man is selling her',
    ],
  },
  {
    kind: 'others who want to die',
    is: 'crisis.other_self_harm',
    texts: [
      'my sister wants to kill herself',
      'my roommate says she wants to end it',
      'mi amigo se quiere suicidar',
      'mi hija dice que ya no quiere vivir',
      'my brother wrote a suicide note',
    ],
  },
  // pictures instead of words
  {
    kind: 'emoji',
    is: 'crisis',
    texts: ['🆘', '🆘🆘🆘 room 4', '😭😭 help me', '🔪🔪 he is here', '🚨🚨🚨', '🔫 help'],
  },
  // POLICE and POLICÍA in any order
  {
    kind: 'police',
    is: 'crisis',
    texts: [
      'police please',
      'POLICIA AYUDA',
      'send police',
      'la policia por favor',
      'i need cops now',
      'llamen a la policia',
    ],
  },
  // disguised, spaced and joined words
  {
    kind: 'disguised',
    is: 'crisis',
    texts: [
      'he w1ll k1ll me',
      'h3lp me',
      'ayudenme',
      's a v e m e',
      'hewillkillme',
      'p l e a s e h e l p',
      'tengomiedodequememate',
    ],
  },
  // typos of short words
  {
    kind: 'typos',
    is: 'crisis',
    texts: ['hlep me', 'pls hlp me', 'ayudme', 'toi en peligo', 'he has a gunn', 'im in dnager'],
  },
  // a doctor is needed
  {
    kind: 'medical',
    is: 'crisis',
    texts: [
      'she is not breathing',
      'i took too many pills',
      'se está desangrando',
      'i think shes overdosing',
      'no puedo respirar',
      'my water broke and he wont let me go',
    ],
  },
  // who pays for sex
  {
    kind: 'buyers',
    is: 'buyer',
    texts: [
      'how much for an hour babe',
      'u available tonight',
      'looking for girls tonight',
      'cuánto la hora',
      'any latinas working',
      'busco una morrita para hoy',
    ],
  },
  // a place alone
  {
    kind: 'a place alone',
    is: 'smalltalk near',
    texts: ['94601', 'fresno', 'Los Angeles', 'in oakland', 'stockton ca', '90011'],
  },
  // the number of the hotline
  {
    kind: 'the number',
    is: 'person',
    texts: [
      'what number do i call',
      'whats the hotline number',
      'text me the number to call',
      'a qué número llamo',
      'me dan el número de la línea',
    ],
  },
  // a way out, quickly
  {
    kind: 'a way out',
    is: 'exit',
    texts: [
      'hide it quick',
      'hide this now',
      'close this hes coming',
      'gtg hes here',
      'hide it ya llegó',
      'how do i hide this chat fast',
      'escóndelo ya',
      'cómo salgo de aquí rápido',
    ],
  },
]
