package dev.millrace.feed.format;

import dev.millrace.feed.schema.ValueRules;
import dev.millrace.kit.BoundedText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Tells the lines behind the last record from records, and compares the totals in them. */
final class CsvFooter {

    /** The feed keeps a megabyte behind a reader's position; a footer has to be well below. */
    private static final int AHEAD_BYTES = 1 << 19;

    private final ByteWindow window;
    private final Encoding encoding;
    private final CsvSettings settings;
    private final ValueRules rules;
    private final LineEnds line;
    private int lines;
    private long known;

    CsvFooter(ByteWindow window, Encoding encoding, CsvSettings settings, ValueRules rules) {
        this.window = window;
        this.encoding = encoding;
        this.settings = settings;
        this.rules = rules;
        this.line = new LineEnds(window, encoding);
    }

    /**
     * The same as {@link #begins()} behind blank lines, which are no lines of the footer: they change nothing before as many
     * bytes of them were passed as are looked ahead.
     *
     * @param passed the bytes of the last of them
     */
    boolean beginsBehindBlank(long passed) throws IOException {
        known -= passed;
        return known <= 0 && begins();
    }

    /** Whether no more lines than the footer's are left; the window holds them all then. */
    boolean begins() throws IOException {
        known = AHEAD_BYTES / 2;
        int begin = 0;
        int count = 0;
        lines = 0;
        while (count <= settings.frame().footerLines()) {
            if (!window.holds(begin + 1)) {
                return true;
            }
            if (!line.find(begin, AHEAD_BYTES)) {
                return false;
            }
            count += line.content() > begin || settings.keepsBlankLines() ? 1 : 0;
            lines += line.lines();
            begin = line.bytes();
        }
        return false;
    }

    int bytes() {
        return window.available();
    }

    int lines() {
        return lines;
    }

    /**
     * What is wrong with the totals, null if nothing.
     *
     * @param records how many there were
     * @param sum what their column adds up to; null where a record could not be added
     */
    @Nullable
    MalformedCode fault(long records, @Nullable BigDecimal sum) {
        if (settings.frame().footer().isEmpty()) {
            return null;
        }
        try {
            String text = encoding.decode(window.bytes(), window.from(), window.available());
            Matcher matcher = settings.frame().footer().get().matcher(BoundedText.byLength(text));
            if (!BoundedText.finds(matcher)) {
                return MalformedCode.TRAILER_MISSING;
            }
            Optional<BigDecimal> count = total(matcher, CsvFrame.COUNT);
            if (hasGroup(CsvFrame.COUNT)
                    && (count.isEmpty() || count.get().compareTo(BigDecimal.valueOf(records)) != 0)) {
                return MalformedCode.TRAILER_COUNT;
            }
            Optional<BigDecimal> expected = total(matcher, CsvFrame.SUM);
            boolean sums = expected.isPresent() && sum != null && expected.get().compareTo(sum) == 0;
            return !hasGroup(CsvFrame.SUM) || sums ? null : MalformedCode.TRAILER_SUM;
        } catch (CharacterCodingException e) {
            return MalformedCode.MALFORMED_INPUT;
        } catch (BoundedText.TooCostly e) {
            return MalformedCode.PATTERN_TOO_SLOW;
        }
    }

    private boolean hasGroup(String name) {
        return settings.frame().footer().orElseThrow().pattern().contains("(?<" + name + ">");
    }

    private Optional<BigDecimal> total(Matcher matcher, String group) {
        String text = hasGroup(group) ? matcher.group(group) : null;
        return text == null ? Optional.empty() : rules.number(text.strip());
    }
}
