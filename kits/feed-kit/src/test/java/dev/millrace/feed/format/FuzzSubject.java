package dev.millrace.feed.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** A stream to damage, and the options with which it is read. */
final class FuzzSubject {

    private static final int LONGEST = 4_000;

    private final RecordFormat format;
    private final String name;
    private final Map<String, String> options;
    private final byte[] bytes;

    private FuzzSubject(RecordFormat format, String name, Map<String, String> options, byte[] bytes) {
        this.format = format;
        this.name = name;
        this.options = Map.copyOf(options);
        this.bytes = bytes;
    }

    static FuzzSubject of(RecordFormat format, FormatSample sample) {
        try (InputStream bytes = sample.stream()) {
            return new FuzzSubject(format, sample.toString(), sample.config(), bytes.readNBytes(LONGEST));
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }

    static FuzzSubject of(String format, String name, Map<String, String> options, byte[] bytes) {
        return new FuzzSubject(
                Formats.named(format), name, options, Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST)));
    }

    byte[] bytes() {
        return bytes;
    }

    /** Whether each of its records may cost as much as a record may: patterns that go back and forth are tested elsewhere. */
    boolean slow() {
        return options.values().stream().anyMatch(value -> value.contains("+)+") || value.contains("|y)*"));
    }

    /** The same read with small records allowed only, where the format has such a limit. */
    FuzzSubject narrow() {
        ConfigDef definition = new ConfigDef();
        format.define(definition);
        Map<String, String> narrow = new HashMap<>(options);
        definition.names().stream()
                .filter(key -> key.endsWith("record.max.bytes") || key.equals("lines.max.bytes"))
                .forEach(key -> narrow.put(key, key.startsWith("edi") ? "1024" : "64"));
        return new FuzzSubject(format, name + ", narrow", narrow, bytes);
    }

    /** The same with an option. */
    FuzzSubject with(String key, String value) {
        Map<String, String> more = new HashMap<>(options);
        more.put(key, value);
        return new FuzzSubject(format, name, more, bytes);
    }

    /** Reads a stream that is too large to be kept, and keeps nothing of it. */
    long readAll(Supplier<InputStream> stream) throws IOException {
        AbstractConfig config = config();
        ReadContext context = ReadContext.fromStart(config, "sample");
        Survey survey = format.needsSurvey(config) ? format.survey(stream.get(), context) : Survey.NONE;
        Read read;
        try (RecordReader reader =
                format.open(stream.get(), new ReadContext(config, "sample", Position.START, "", survey))) {
            do {
                read = reader.next();
                tellsNoPayload(read);
            } while (!(read instanceof Read.End));
        }
        return read.start().record();
    }

    /** Reads damaged bytes to their end, and again from behind one of the records. */
    void check(byte[] damaged, Random random) throws IOException {
        AbstractConfig config = config();
        List<SeenRead> reads = read(damaged, context(damaged, config, Position.START, ""));
        tiles(reads, damaged.length);
        int last = reads.size() - 1;
        if (last > 0) {
            int at = random.nextInt(last);
            SeenRead before = reads.get(at);
            assertThat(read(damaged, context(damaged, config, before.end(), before.state())))
                    .as("resumed at %s", before.end())
                    .isEqualTo(reads.subList(at + 1, reads.size()));
        }
    }

    /** As a caller makes it: the survey knows where the reading begins. */
    private ReadContext context(byte[] damaged, AbstractConfig config, Position start, String state)
            throws IOException {
        Survey survey = format.needsSurvey(config)
                ? format.survey(
                        new ByteArrayInputStream(damaged), new ReadContext(config, "sample", start, state, Survey.NONE))
                : Survey.NONE;
        return new ReadContext(config, "sample", start, state, survey);
    }

    AbstractConfig config() {
        ConfigDef definition = new ConfigDef();
        Formats.define(definition);
        return new AbstractConfig(definition, options, false);
    }

    private List<SeenRead> read(byte[] damaged, ReadContext context) throws IOException {
        int from = (int) context.start().offset();
        InputStream stream = new ByteArrayInputStream(damaged, from, damaged.length - from);
        List<SeenRead> reads = new ArrayList<>();
        try (RecordReader reader = format.open(stream, context)) {
            do {
                Read read = reader.next();
                reads.add(SeenRead.of(read, reader));
                tellsNoPayload(read);
                assertThat(reads.size()).as("reads of %d bytes", damaged.length).isLessThan(4 * damaged.length + 16);
            } while (!reads.get(reads.size() - 1).isEnd());
            assertThat(SeenRead.of(reader.next(), reader)).isEqualTo(reads.get(reads.size() - 1));
        }
        return reads;
    }

    private static void tellsNoPayload(Read read) {
        String message = read instanceof Read.Malformed malformed
                ? malformed.message()
                : read instanceof Read.Notice notice ? notice.message() : "sample";
        // A column that a header names is a coordinate.
        assertThat(message.replaceAll("field [^:]*:", ""))
                .contains("sample")
                .doesNotContain(RecordFormatContract.PAYLOAD);
    }

    private static void tiles(List<SeenRead> reads, int size) {
        Position boundary = Position.START;
        for (SeenRead read : reads) {
            assertThat(read.start().offset()).isGreaterThanOrEqualTo(boundary.offset());
            assertThat(read.start().line()).isGreaterThanOrEqualTo(boundary.line());
            assertThat(read.start().record()).isEqualTo(boundary.record());
            assertThat(read.end().offset())
                    .isBetween(read.start().offset() + (read.kind().equals("value") ? 1 : 0), (long) size);
            assertThat(read.end().line()).isGreaterThanOrEqualTo(read.start().line());
            assertThat(read.end().record()).isEqualTo(boundary.record() + (read.isRecord() ? 1 : 0));
            boundary = read.end();
        }
    }

    @Override
    public String toString() {
        return format.name() + ", " + name + " " + options;
    }
}
