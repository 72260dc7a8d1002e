package dev.millrace.legacy.fix;

import dev.millrace.legacy.session.Line;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Heartbeats of ours, and the question whether the other side lives (FIX 4.4, volume 2, "Heartbeat" and "Test Request"). */
final class Pulse {

    private final FixTerms terms;
    private final Outbound outbound;
    private @Nullable Line line;
    private long tests;
    private long testedAt;

    Pulse(FixTerms terms, Outbound outbound) {
        this.terms = terms;
        this.outbound = outbound;
    }

    void begin(Line now) {
        line = now;
        tests = 0;
        testedAt = 0;
    }

    /** Something came: whatever it is, the other side lives. */
    void heard() {
        testedAt = 0;
    }

    /** Says what is due; returns when to come again, or nothing when the other side is gone. */
    Optional<Long> due(long now) {
        Line open = line;
        if (open == null || terms.beatSeconds() == 0) {
            return Optional.of(Long.MAX_VALUE);
        }
        if (testedAt != 0 && now >= testedAt + terms.patienceMillis()) {
            return Optional.empty();
        }
        long silent = open.lastReceived() + terms.patienceMillis();
        if (testedAt == 0 && now >= silent) {
            testedAt = now;
            tests++;
            outbound.say("1", "112=TEST-" + tests);
        } else if (now >= open.lastSent() + terms.beatMillis()) {
            outbound.say("0");
        }
        long other = testedAt == 0 ? silent : testedAt + terms.patienceMillis();
        return Optional.of(Math.max(now + 1, Math.min(other, open.lastSent() + terms.beatMillis())));
    }
}
