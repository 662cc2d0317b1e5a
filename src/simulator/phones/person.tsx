/** The person's phone: messages and a call screen. */
import { CallState, Icon, Keypad, SayForm, StatusBar } from './call-parts.tsx'

/** The line is not among their contacts, so the phone shows its number, such as +1 510 555 0100. */
export function PersonPhone({ lineNumber }: { lineNumber: string }) {
  return (
    <section class="phone" id="person" aria-labelledby="person-title">
      <h2 id="person-title">Someone’s phone</h2>
      <div class="device">
        <StatusBar />
        <p class="contact">{lineNumber.replace(/^\+1(...)(...)(....)$/, '+1 $1 $2 $3')}</p>
        <div class="tabs" role="tablist" aria-label="What the phone shows">
          <button
            type="button"
            role="tab"
            id="tab-messages"
            aria-controls="messages"
            aria-selected="true"
          >
            <Icon name="message" /> Messages
          </button>
          <button
            type="button"
            role="tab"
            id="tab-call"
            aria-controls="call"
            aria-selected="false"
            tabindex={-1}
          >
            <Icon name="call" /> Call
          </button>
        </div>

        <div class="panel" id="messages" role="tabpanel" aria-labelledby="tab-messages">
          <div class="scroll" id="thread" role="log" aria-label="Messages" tabindex={0}>
            <p class="empty">Text HI, or ask a question.</p>
          </div>
          <form class="compose" data-action="text">
            <input
              name="value"
              aria-label="Text message"
              placeholder="Text message"
              autocomplete="off"
              maxlength={1600}
            />
            <button type="submit" class="send" aria-label="Send">
              <Icon name="send" />
            </button>
          </form>
        </div>

        <div class="panel call" id="call" role="tabpanel" aria-labelledby="tab-call" hidden>
          <CallState prefix="call" />
          <div class="scroll" id="captions" role="log" aria-label="What you hear" tabindex={0}>
            <p class="empty">What is said appears here.</p>
          </div>
          <SayForm action="say" label="Say something" />
          <Keypad action="press" label="Keypad" />
          <div class="actions">
            <button type="button" class="go" data-action="call" data-if="idle">
              <Icon name="call" /> Call the line
            </button>
            <button type="button" class="go" data-action="answer" data-if="ringing" hidden>
              Answer
            </button>
            <button type="button" class="stop" data-action="hangup" data-if="ringing" hidden>
              Decline
            </button>
            <button type="button" class="stop" data-action="hangup" data-if="live" hidden>
              Hang up
            </button>
          </div>
        </div>
      </div>
    </section>
  )
}
