package dev.millrace.legacy.session;

import dev.millrace.legacy.session.Protocol.Heartbeat;

/** Signs that this side is there, and probes of the other one. */
final class LifeSigns {

    private final Heartbeat rules;
    private final Speaker speaker;
    private boolean probed;

    LifeSigns(Heartbeat rules, Speaker speaker) {
        this.rules = rules;
        this.speaker = speaker;
    }

    /** The other side said something. */
    void heard() {
        probed = false;
    }

    /** Says that we are there when it is time; returns when to come again. */
    long due(Line line, long now) {
        long next = Conversation.NEVER;
        if (rules.send().isPresent() && rules.everyMillis() > 0) {
            if (now - line.lastSent() >= rules.everyMillis()) {
                speaker.tell(rules.send().get(), Speaker.Subject.NONE);
            }
            next = line.lastSent() + rules.everyMillis();
        }
        if (rules.probe().isPresent() && !probed) {
            long half = line.lastReceived() + rules.silenceMillis() / 2;
            if (now >= half) {
                probed = true;
                speaker.tell(rules.probe().get(), Speaker.Subject.NONE);
            } else {
                next = Math.min(next, half);
            }
        }
        return next;
    }
}
