package dev.millrace.partner.tcp;

import dev.millrace.partner.Bell;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Says that an acceptor lives whenever it has said nothing for the agreed time, as long as the line is there. */
final class FixHeart implements Runnable {

    private static final Duration LONGEST_LOOK = Duration.ofMillis(250);

    private final Wire wire;
    private final FixOutbox outbox;
    private final FixTerms terms;
    private final Duration every;
    private final Bell bell = new Bell();

    FixHeart(Wire wire, FixOutbox outbox, FixTerms terms, Duration every) {
        this.wire = wire;
        this.outbox = outbox;
        this.terms = terms;
        this.every = every;
    }

    @Override
    public void run() {
        try {
            while (!wire.gone()) {
                long due = outbox.lastNanos() + every.toNanos() - System.nanoTime();
                if (due > 0 || !terms.heartbeats) {
                    long nap = Math.max(1, due > 0 ? Math.min(due, LONGEST_LOOK.toNanos()) : LONGEST_LOOK.toNanos());
                    bell.await(wire::gone, Duration.ofNanos(nap));
                } else {
                    outbox.say("0", List.of());
                }
            }
        } catch (IOException gone) {
            // the line was lost, which its reader sees too
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }
}
