package dev.millrace.legacy.session;

import dev.millrace.kit.Meters;
import java.util.concurrent.atomic.LongAdder;

/**
 * Figures of what is said.
 *
 * @param messages messages that were data
 * @param duplicates of them those that were there before
 * @param gaps how often a number was missing
 * @param garbled frames whose check was wrong
 * @param unknown messages that no rule knows
 */
public record ConversationMeters(
        LongAdder messages, LongAdder duplicates, LongAdder gaps, LongAdder garbled, LongAdder unknown) {

    public static ConversationMeters of(Meters meters) {
        return new ConversationMeters(
                meters.counter("messages", "Messages that were data"),
                meters.counter("messages.duplicate", "Messages that had come before and were not taken again"),
                meters.counter("sequence.gaps", "How often a sequence number was missing"),
                meters.counter("frames.garbled", "Frames whose checksum or length was wrong"),
                meters.counter("messages.unknown", "Messages that the session file does not know"));
    }
}
