/** Conversations on a line with faults, in which a key only means something in its place. */

export type Conversation = { readonly by: 'text' | 'call'; readonly steps: readonly string[] }

/** By text, the first step is a text; by call, it is the call itself. */
export const conversations: readonly Conversation[] = [
  { by: 'text', steps: ['hello', '1', '2', '3', '9', '1', '2', '9', '4', '0'] },
  { by: 'text', steps: ['hola', '1', '2', '3', '9', '1', '2', '9', '4', '0'] },
  { by: 'call', steps: ['', '1', '2', '1', '9', '1', '2', '9', '3', '9'] },
  { by: 'text', steps: ['hi', '1', '1', '2', 'menu', '5', '1', '9', '3', '2'] },
  { by: 'text', steps: ['ayuda', 'menu', '1', '4', '1', '9', '2', '3', '9', '1'] },
  { by: 'call', steps: ['', '2', '3', '2', '9', '4', '1', '9', '1', '9'] },
  { by: 'text', steps: ['what are the signs?', '1', 'menu', '3', '1', '9', '2', '2', '9', '5'] },
]
