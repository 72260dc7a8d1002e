package dev.millrace.feed.edi;

import dev.millrace.feed.format.StreamMemory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Control numbers of many trading partners in one stream: whoever was silent longest is forgotten when there are too many.
 * What it keeps is of this stream alone; other streams are known from a {@link StreamMemory}. Not thread-safe.
 */
final class ControlHistory {

    private static final int MOST_SEEN = 10_000;

    private final int mostPartners;
    private final LinkedHashMap<String, ControlSeries> series = new LinkedHashMap<>(16, 0.75f, true);
    /** Of the partners in the text that the reading was taken up with: what the memory of other streams may not know. */
    private final Map<String, ControlSeries> unmerged = new HashMap<>();
    /** Those seen since, where the text may lack some that were there: of such a one the first says nothing. */
    private final Set<String> seen = new HashSet<>();

    private boolean lossy;

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

    /**
     * Compares an interchange with those of its partner in this stream, and in those before it. Empty for an interchange
     * without a control number.
     *
     * @param offset where in the stream the interchange begins
     */
    Optional<ControlVerdict> observe(Envelope interchange, StreamMemory memory, long offset) {
        if (interchange.control().isEmpty()) {
            return Optional.empty();
        }
        String key = key(interchange);
        ControlSeries own = of(key);
        Optional<String> before = memory.before(key, offset);
        Optional<String> latest = memory.latest(key);
        ControlSeries known = before.map(ControlSeries::parse).orElse(own);
        ControlSeries resumed = unmerged.remove(key);
        boolean forgotten = lossy && resumed == null && !seen.contains(key);
        if (lossy && seen.size() < MOST_SEEN) {
            seen.add(key);
        }
        String control = interchange.control();
        ControlSeries.Step step = (resumed == null ? known : known.with(resumed)).observe(control);
        ControlSeries.Step now = before.equals(latest)
                ? step
                : latest.map(ControlSeries::parse).orElse(ControlSeries.EMPTY).observeAgain(control);
        memory.remember(key, offset, step.series().text(), now.series().text());
        restore(key, own.observe(control).series());
        return Optional.of(
                forgotten
                        ? ControlVerdict.of(ControlVerdict.Kind.FIRST)
                        : step.verdict().unless(now.verdict()));
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
        unmerged.putAll(series);
        lossy = series.size() >= mostPartners;
    }

    /** What to keep of all, the one that was silent longest first. */
    Map<String, ControlSeries> all() {
        return new LinkedHashMap<>(series);
    }
}
