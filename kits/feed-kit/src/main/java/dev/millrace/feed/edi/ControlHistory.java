package dev.millrace.feed.edi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Control numbers of many trading partners: whoever was silent longest is forgotten when there are too many. Not
 * thread-safe; pure otherwise: what it says depends on what it observed and what it was given, so it can be kept anywhere
 * as a text for each partner.
 */
final class ControlHistory {

    private final int mostPartners;
    private final LinkedHashMap<String, ControlSeries> series = new LinkedHashMap<>(16, 0.75f, true);

    ControlHistory(int mostPartners) {
        this.mostPartners = mostPartners;
    }

    /**
     * Whose numbers count together: sender, receiver and their qualifiers, and test data apart. Each part is printable and
     * can't be taken for another's.
     */
    static String key(Envelope interchange) {
        return String.join(
                "|",
                interchange.standard().name(),
                part(interchange.senderQualifier()),
                part(interchange.sender()),
                part(interchange.receiverQualifier()),
                part(interchange.receiver()),
                interchange.test() ? "test" : "");
    }

    private static String part(String text) {
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> part.append("\\\\");
                case '|' -> part.append("\\p");
                default -> part.append(c >= ' ' && c < 0x7F ? String.valueOf(c) : "\\x" + (int) c + ".");
            }
        }
        return part.toString();
    }

    /** Empty for an interchange without a control number. */
    Optional<ControlVerdict> observe(Envelope interchange) {
        if (interchange.control().isEmpty()) {
            return Optional.empty();
        }
        String key = key(interchange);
        ControlSeries.Step step = series.getOrDefault(key, ControlSeries.EMPTY).observe(interchange.control());
        restore(key, step.series());
        return Optional.of(step.verdict());
    }

    /** Goes on where a partner's numbers were; an unreadable text is taken for none by the caller, not here. */
    void restore(String key, ControlSeries known) {
        series.put(key, known);
        if (series.size() > mostPartners) {
            series.remove(series.keySet().iterator().next());
        }
    }

    /** What to keep of a partner; {@link ControlSeries#EMPTY} of an unknown one. */
    ControlSeries of(String key) {
        return series.getOrDefault(key, ControlSeries.EMPTY);
    }

    /** Fit for {@link EdiState}: partners with commas between. */
    String text() {
        StringBuilder text = new StringBuilder();
        series.forEach((key, numbers) -> {
            text.append(text.isEmpty() ? "" : ",").append(numbers.text()).append('*');
            EdiState.escape(key, text);
        });
        return text.toString();
    }

    /** Goes on where a history of that {@link #text()} was. */
    void restore(String text) {
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int star = part.indexOf('*');
            restore(EdiState.unescape(part.substring(star + 1)), ControlSeries.parse(part.substring(0, star)));
        }
    }

    /** What to keep of all, the one that was silent longest first. */
    Map<String, ControlSeries> all() {
        return new LinkedHashMap<>(series);
    }
}
