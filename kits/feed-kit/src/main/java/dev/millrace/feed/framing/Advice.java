package dev.millrace.feed.framing;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What a message says about settings that would fit better. */
final class Advice {

    private Advice() {}

    /** Nothing where the settings are among those that fit, or none fits. */
    static Optional<String> of(byte[] head, boolean all, FramingSettings settings, String format) {
        List<Guess> guesses = WordsDetector.guesses(head, 0, head.length, all);
        if (guesses.isEmpty() || guesses.stream().anyMatch(guess -> guess.framing() == settings.framing())) {
            return Optional.empty();
        }
        Guess best = guesses.get(0);
        int shown = best.framing().hasBlocks() && best.framing().hasRecordDescriptors() ? 2 : 1;
        String bytes = HexFormat.ofDelimiter(" ")
                .withUpperCase()
                .formatHex(head, 0, Math.min(head.length, shown * Words.BYTES));
        return Optional.of("the stream begins with the descriptor words " + bytes + ", which lead through "
                + best.records() + " records with " + best.settings(format));
    }
}
