package dev.millrace.feed.framing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Descriptor words that lead from record to record through the bytes at a stream's start.
 *
 * @param options that stand for it, by their keys
 * @param records how many there are up to the end of the bytes
 */
public record FramingGuess(Map<String, String> options, int records) {

    public FramingGuess {
        options = Map.copyOf(options);
    }

    /**
     * All that fit, most records first; none where the records have no descriptor words.
     *
     * @param isAll whether the stream ends with the bytes
     * @param format the name in front of the options
     */
    public static List<FramingGuess> of(byte[] head, boolean isAll, String format) {
        return WordsDetector.guesses(head, 0, head.length, isAll).stream()
                .map(guess -> new FramingGuess(options(guess.settings(format)), guess.records()))
                .sorted((one, other) -> Integer.compare(other.records(), one.records()))
                .toList();
    }

    private static Map<String, String> options(String settings) {
        return Arrays.stream(settings.split(", "))
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
    }
}
