package dev.millrace.feed.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.feed.schema.SchemaSettings;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every format keeps, whatever its bytes. A new format extends this first. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RecordFormatContract {

    /** Stands in the fields of malformed samples, and may stand in no message. */
    protected static final String PAYLOAD = "secret4711";

    /** The format under test. */
    protected abstract RecordFormat format();

    /** Streams that show what the format can do: each charset, each fault, and one of more than 100 KiB. */
    protected abstract Stream<FormatSample> samples();

    @ParameterizedTest
    @MethodSource("samples")
    void readsWhatTheSampleHolds(FormatSample sample) throws IOException {
        List<SeenRead> reads = read(sample, Dribble.blocksOf(1 << 20));

        assertThat(reads.stream().filter(read -> read.kind().equals("value")).count())
                .isEqualTo(sample.values());
        assertThat(reads.stream().map(SeenRead::kind).filter(kind -> !kind.equals("value") && !kind.equals("end")))
                .containsExactlyElementsOf(sample.codes());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsTheSameWhateverBlocksTheStreamComesIn(FormatSample sample) throws IOException {
        List<SeenRead> reads = read(sample, Dribble.blocksOf(1 << 20));

        for (int size : new int[] {1, 2, 3, 5, 7, 61, 4099, 65_535, 65_536}) {
            assertThat(read(sample, Dribble.blocksOf(size)))
                    .as("blocks of %d bytes", size)
                    .isEqualTo(reads);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void resumesAtEveryBoundaryWithTheSameRemainingRecords(FormatSample sample) throws IOException {
        List<SeenRead> reads = read(sample, Dribble.blocksOf(1 << 20));
        int last = reads.size() - 1;

        for (int i : boundaries(last)) {
            SeenRead before = reads.get(i);
            assertThat(readAll(sample, sample.rest(before.end()), before.end(), before.state()))
                    .as("resumed at %s", before.end())
                    .isEqualTo(reads.subList(i + 1, reads.size()));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsARecordFromNoMoreThanTheBytesBetweenItsBoundaries(FormatSample sample) throws IOException {
        List<SeenRead> reads = read(sample, Dribble.blocksOf(1 << 20));

        for (int i : boundaries(reads.size() - 1)) {
            SeenRead record = reads.get(i);
            if (record.kind().equals("value") && !sample.looksAhead()) {
                Position from = i == 0 ? Position.START : reads.get(i - 1).end();
                String state = i == 0 ? "" : reads.get(i - 1).state();
                InputStream slice = sample.between(from, record.end());

                assertThat(readAll(sample, slice, from, state).get(0).value())
                        .as("the bytes of %s", record.start())
                        .isEqualTo(record.value());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void tilesTheStreamWithPositionsThatCountUp(FormatSample sample) throws IOException {
        Position boundary = Position.START;

        for (SeenRead read : read(sample, Dribble.blocksOf(1 << 20))) {
            assertThat(read.start().offset()).isGreaterThanOrEqualTo(boundary.offset());
            assertThat(read.start().line()).isGreaterThanOrEqualTo(boundary.line());
            assertThat(read.start().record()).isEqualTo(boundary.record());
            assertThat(read.end().offset())
                    .isBetween(read.start().offset() + (read.kind().equals("value") ? 1 : 0), sample.size());
            assertThat(read.end().record()).isEqualTo(boundary.record() + (read.isRecord() ? 1 : 0));
            boundary = read.end();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void staysAtTheEnd(FormatSample sample) throws IOException {
        try (RecordReader reader = open(sample, sample.stream(), Position.START, "")) {
            Read read = reader.next();
            while (!(read instanceof Read.End)) {
                boolean fatal = read instanceof Read.Malformed malformed && !malformed.recoverable();
                read = reader.next();
                assertThat(fatal && !(read instanceof Read.End)).isFalse();
            }

            assertThat(reader.next()).isEqualTo(read);
            assertThat(reader.next()).isEqualTo(read);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void handsOutTheSameStateObjectUntilItChanges(FormatSample sample) throws IOException {
        try (RecordReader reader = open(sample, sample.stream(), Position.START, "")) {
            String state = reader.state();
            while (!(reader.next() instanceof Read.End)) {
                String next = reader.state();
                if (next.equals(state)) {
                    assertThat(next).isSameAs(state);
                }
                assertThat(next.chars()).allMatch(c -> c >= ' ' && c != 0x7F);
                state = next;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void namesTheSourceAndNoPayloadInMessages(FormatSample sample) throws IOException {
        try (RecordReader reader = open(sample, sample.stream(), Position.START, "")) {
            for (Read read = reader.next(); !(read instanceof Read.End); read = reader.next()) {
                if (read instanceof Read.Notice notice) {
                    assertThat(notice.message()).contains("sample").doesNotContain(PAYLOAD);
                    assertThat(notice.code()).matches("[a-z]+(-[a-z]+)*");
                }
                if (read instanceof Read.Malformed malformed) {
                    assertThat(malformed.message()).contains("sample").doesNotContain(PAYLOAD);
                    assertThat(malformed.code()).matches("[a-z]+(-[a-z]+)*");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void closesItsStream(FormatSample sample) throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream stream = new FilterInputStream(sample.stream()) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        open(sample, stream, Position.START, "").close();

        assertThat(closed).isTrue();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void passesOnThatTheStreamFailed(FormatSample sample) {
        InputStream half = sample.first(sample.size() / 2);
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        };

        assertThatThrownBy(() -> readAll(sample, new SequenceInputStream(half, broken), Position.START, ""))
                .isInstanceOf(IOException.class)
                .hasMessage("connection reset");
    }

    @Test
    void declaresDocumentedOptionsWithItsPrefixAndADefault() {
        ConfigDef definition = new ConfigDef();

        format().define(definition);

        assertThat(definition.configKeys().values()).isNotEmpty().allSatisfy(key -> {
            assertThat(key.name).startsWith(format().name() + ".");
            assertThat(key.hasDefault()).as(key.name).isTrue();
            assertThat(key.documentation).as(key.name).contains(". ").endsWith(".");
            assertThat(key.group).as(key.name).isNotNull();
            assertThat(key.displayName).as(key.name).isNotEqualTo(key.name);
        });
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsEveryOptionItDeclares(FormatSample sample) throws IOException {
        ConfigDef definition = new ConfigDef();
        format().define(definition);
        Set<String> own = Set.copyOf(definition.names());
        SchemaSettings.define(definition);
        Map<String, String> values = new HashMap<>(sample.config());
        definition.defaultValues().forEach((key, value) -> values.putIfAbsent(key, text(value)));
        AbstractConfig all = new AbstractConfig(definition, values, false);

        format().open(sample.stream(), ReadContext.fromStart(all, "sample")).close();

        assertThat(all.unused()).doesNotContainAnyElementsOf(own);
    }

    private static String text(@Nullable Object value) {
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }

    /** All of a short sample's boundaries; of a long one, those at both ends and some between. */
    private static int[] boundaries(int count) {
        int step = Math.max(1, count / 40);
        return IntStream.range(0, count)
                .filter(i -> i < 10 || i > count - 10 || i % step == 0)
                .toArray();
    }

    private List<SeenRead> read(FormatSample sample, Function<InputStream, InputStream> blocks) throws IOException {
        return readAll(sample, blocks.apply(sample.stream()), Position.START, "");
    }

    private List<SeenRead> readAll(FormatSample sample, InputStream bytes, Position start, String state)
            throws IOException {
        try (RecordReader reader = open(sample, bytes, start, state)) {
            return SeenRead.all(reader);
        }
    }

    private RecordReader open(FormatSample sample, InputStream bytes, Position start, String state) throws IOException {
        ConfigDef definition = new ConfigDef();
        format().define(definition);
        SchemaSettings.define(definition);
        AbstractConfig config = new AbstractConfig(definition, sample.config(), false);
        Survey survey = format().needsSurvey(config)
                ? format().survey(sample.stream(), new ReadContext(config, "sample", start, state))
                : Survey.NONE;
        return format().open(bytes, new ReadContext(config, "sample", start, state, survey));
    }
}
