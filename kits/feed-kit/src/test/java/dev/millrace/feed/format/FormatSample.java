package dev.millrace.feed.format;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A stream for {@link RecordFormatContract}, and what a reader finds in it. Immutable. */
public final class FormatSample {

    private final String name;
    private final Map<String, String> config;
    private final byte[] bytes;
    private final long values;
    private final List<String> codes;
    private final boolean looksAhead;

    private FormatSample(
            String name,
            Map<String, String> config,
            byte[] bytes,
            long values,
            List<String> codes,
            boolean looksAhead) {
        this.name = name;
        this.config = Map.copyOf(config);
        this.bytes = bytes;
        this.values = values;
        this.codes = List.copyOf(codes);
        this.looksAhead = looksAhead;
    }

    /**
     * A sample with the format's default options.
     *
     * @param values how many records are good
     * @param codes the malformed ones, in order
     */
    public static FormatSample of(String name, byte[] bytes, long values, String... codes) {
        return new FormatSample(name, Map.of(), bytes.clone(), values, List.of(codes), false);
    }

    /** The same of a text. */
    public static FormatSample of(String name, String text, Charset charset, long values, String... codes) {
        return of(name, text.getBytes(charset), values, codes);
    }

    /** The same with an option. */
    public FormatSample with(String key, String value) {
        Map<String, String> more = new HashMap<>(config);
        more.put(key, value);
        return new FormatSample(name, more, bytes, values, codes, looksAhead);
    }

    /** The same, whose records are what they are by what follows them, such as a footer. */
    public FormatSample lookingAhead() {
        return new FormatSample(name, config, bytes, values, codes, true);
    }

    boolean looksAhead() {
        return looksAhead;
    }

    Map<String, String> config() {
        return config;
    }

    long values() {
        return values;
    }

    List<String> codes() {
        return codes;
    }

    long size() {
        return bytes.length;
    }

    InputStream stream() {
        return first(size());
    }

    InputStream first(long count) {
        return new ByteArrayInputStream(bytes, 0, (int) count);
    }

    InputStream rest(Position position) {
        return between(position, new Position(0, size(), 1));
    }

    InputStream between(Position from, Position to) {
        return new ByteArrayInputStream(bytes, (int) from.offset(), (int) (to.offset() - from.offset()));
    }

    @Override
    public String toString() {
        return name;
    }
}
