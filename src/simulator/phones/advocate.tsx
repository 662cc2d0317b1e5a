/** The advocate's phone, which rings when a transfer reaches it. */
import { CallState, Icon, Keypad, SayForm, StatusBar } from './call-parts.tsx'

export function AdvocatePhone() {
  return (
    <section class="phone" id="advocate" aria-labelledby="advocate-title">
      <h2 id="advocate-title">The advocate’s phone</h2>
      <div class="device">
        <StatusBar />
        <p class="contact" data-show="desk-name" />
        <div class="panel call" id="desk">
          <CallState prefix="desk" />
          <div class="plan" data-if="idle">
            <label>
              When it is rung next
              <select data-action="desk-plan" id="desk-plan">
                <option value="ask">you decide</option>
                <option value="answer">it will answer</option>
                <option value="busy">it is busy</option>
                <option value="no-answer">it will not answer</option>
                <option value="failed">it can not be reached</option>
                <option value="silent">it has a menu</option>
                <option value="voicemail">it has a voicemail</option>
              </select>
            </label>
            <label class="check">
              <input type="checkbox" data-action="desk-first" id="desk-first" />
              <span>A local desk is rung first; it must press a key to take a call.</span>
            </label>
          </div>
          <div
            class="scroll"
            id="desk-captions"
            role="log"
            aria-label="What the advocate hears"
            tabindex={0}
          >
            <p class="empty">It rings when someone asks for a person.</p>
          </div>
          <SayForm action="desk-say" label="Say something" />
          <Keypad action="desk-press" label="The advocate’s keypad" />
          <div class="actions">
            <button type="button" class="go" data-action="desk-answer" data-if="ringing" hidden>
              <Icon name="call" /> Answer
            </button>
            <button type="button" class="stop" data-action="desk-hangup" data-if="ringing" hidden>
              Decline
            </button>
            <button
              type="button"
              class="quiet"
              data-action="desk-voicemail"
              data-if="ringing"
              hidden
            >
              Let voicemail answer
            </button>
            <p class="hint" data-if="ringing" hidden>
              Or let it ring.
            </p>
            <button type="button" class="stop" data-action="desk-hangup" data-if="live" hidden>
              Hang up
            </button>
          </div>
        </div>
      </div>
    </section>
  )
}
