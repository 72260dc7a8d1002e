package dev.millrace.ops.alerts;

import dev.millrace.ops.console.Defect;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes notices to one channel, in their order, and tries again with growing pauses; what is not taken within a day, or is
 * refused, is given up and said so. Safe for use by several threads, of which one turns.
 */
final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final int MOST_WAITING = 500;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofDays(1);

    /**
     * How the channel does.
     *
     * @param trouble of the last attempt; empty when it succeeded
     * @param given notices that were given up since the console was started
     */
    record Status(int waiting, int delivered, int given, String trouble, Instant lastDelivered, Instant nextAttempt) {}

    private final Channel channel;
    private final Clock clock;
    private final BiConsumer<Notice, Boolean> left;
    private final Deque<Notice> waiting = new ArrayDeque<>();
    private int attempts;
    private Instant due = Instant.EPOCH;
    private Status status = new Status(0, 0, 0, "", Instant.EPOCH, Instant.EPOCH);

    /** @param left is told each notice that waits no more, and whether the channel has it */
    Courier(Channel channel, List<Notice> before, Clock clock, BiConsumer<Notice, Boolean> left) {
        this.channel = channel;
        this.clock = clock;
        this.left = left;
        waiting.addAll(before);
    }

    Channel channel() {
        return channel;
    }

    synchronized void accept(Notice notice) {
        if (waiting.size() >= MOST_WAITING) {
            giveUp(waiting.removeFirst(), "more than " + MOST_WAITING + " wait");
            attempts = 0;
        }
        waiting.addLast(notice);
    }

    synchronized List<Notice> waiting() {
        return List.copyOf(waiting);
    }

    synchronized Status status() {
        return new Status(
                waiting.size(), status.delivered(), status.given(), status.trouble(), status.lastDelivered(), due);
    }

    /** Delivers what is due; ends at the first that is not taken. */
    void turn() {
        Notice next = due();
        while (next != null) {
            Attempt attempt = deliver(next);
            if (attempt == Attempt.AGAIN) {
                return;
            }
            left.accept(next, attempt == Attempt.TAKEN);
            next = due();
        }
    }

    private enum Attempt {
        TAKEN,
        GIVEN_UP,
        AGAIN
    }

    private synchronized @Nullable Notice due() {
        return due.isAfter(clock.instant()) ? null : waiting.peekFirst();
    }

    private Attempt deliver(Notice notice) {
        try {
            channel.send(notice);
            return taken(notice);
        } catch (Channel.Refused never) {
            return givenUp(notice, "it is refused: " + never.getMessage());
        } catch (IOException failed) {
            return failed(notice, String.valueOf(failed.getMessage()));
        } catch (RuntimeException defect) {
            LOG.error("the channel {} failed: {}", channel.name(), Defect.of(defect));
            return failed(notice, "a defect: " + defect.getClass().getSimpleName());
        }
    }

    private synchronized Attempt taken(Notice notice) {
        leave(notice);
        status = new Status(0, status.delivered() + 1, status.given(), "", clock.instant(), due);
        return Attempt.TAKEN;
    }

    private synchronized Attempt givenUp(Notice notice, String trouble) {
        leave(notice);
        giveUp(notice, trouble);
        return Attempt.GIVEN_UP;
    }

    private void leave(Notice notice) {
        waiting.remove(notice);
        attempts = 0;
        due = Instant.EPOCH;
    }

    private synchronized Attempt failed(Notice notice, String trouble) {
        if (notice.at().plus(PATIENCE).isBefore(clock.instant())) {
            return givenUp(notice, trouble);
        }
        if (status.trouble().isEmpty()) {
            LOG.warn("the channel {} does not take notices: {}; they are tried again", channel.name(), trouble);
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 20));
        due = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        attempts++;
        status = new Status(0, status.delivered(), status.given(), trouble, status.lastDelivered(), due);
        return Attempt.AGAIN;
    }

    private void giveUp(Notice notice, String trouble) {
        LOG.error("the channel {} did not get the notice {}: {}", channel.name(), notice.headline(), trouble);
        status = new Status(0, status.delivered(), status.given() + 1, trouble, status.lastDelivered(), due);
    }
}
