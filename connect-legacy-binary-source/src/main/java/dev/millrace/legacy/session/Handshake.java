package dev.millrace.legacy.session;

import dev.millrace.legacy.session.Protocol.Step;
import java.util.List;

/** How far the handshake of a connection has come. */
final class Handshake {

    private final List<Step> steps;
    private final Speaker speaker;
    private int at;
    private long deadline = Conversation.NEVER;

    Handshake(List<Step> steps, Speaker speaker) {
        this.steps = steps;
        this.speaker = speaker;
    }

    void begin() {
        at = 0;
        goOn(Speaker.Subject.NONE);
    }

    /** Sends what is to be sent, up to the next thing to wait for. */
    private void goOn(Speaker.Subject subject) {
        deadline = Conversation.NEVER;
        for (; at < steps.size(); at++) {
            Step step = steps.get(at);
            if (step instanceof Step.Expect expect) {
                deadline = speaker.now() + expect.millis();
                return;
            }
            if (step instanceof Step.Send send) {
                speaker.tell(send.message(), subject);
            }
        }
    }

    boolean isDone() {
        return at >= steps.size();
    }

    boolean awaits(String message) {
        return !isDone()
                && steps.get(at) instanceof Step.Expect expect
                && expect.messages().contains(message);
    }

    /** What was waited for came. */
    void came(Message message) {
        at++;
        goOn(Speaker.Subject.of(message));
    }

    /** When what is waited for must have come. */
    long deadline() {
        return deadline;
    }
}
