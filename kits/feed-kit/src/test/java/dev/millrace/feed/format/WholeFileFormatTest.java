package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class WholeFileFormatTest extends RecordFormatContract {

    @Override
    protected RecordFormat format() {
        return new WholeFileFormat();
    }

    @Override
    protected Stream<FormatSample> samples() {
        return Stream.of(
                FormatSample.of("bytes", new byte[] {0, -1, 10, 13}, 1),
                FormatSample.of("a large file", PAYLOAD.repeat(20_000), UTF_8, 1),
                FormatSample.of("at the limit", "abc", UTF_8, 1).with("whole-file.max.bytes", "3"),
                FormatSample.of("above the limit", PAYLOAD, UTF_8, 0, "record-too-large")
                        .with("whole-file.max.bytes", "8"),
                FormatSample.of("an empty file", "", UTF_8, 0),
                FormatSample.of("chunks", "abcdefgh", UTF_8, 3).with("whole-file.chunk.bytes", "3"),
                FormatSample.of("whole chunks", "abcdef", UTF_8, 2).with("whole-file.chunk.bytes", "3"),
                FormatSample.of("many chunks", PAYLOAD.repeat(20_000), UTF_8, 200)
                        .with("whole-file.chunk.bytes", "1000"),
                FormatSample.of("no chunk", "", UTF_8, 0).with("whole-file.chunk.bytes", "3"));
    }

    @Test
    void numbersChunksAndMarksTheLastOneWithTheirNumber() throws IOException {
        ConfigDef definition = new ConfigDef();
        Formats.define(definition);
        AbstractConfig config = new AbstractConfig(definition, Map.of("whole-file.chunk.bytes", "3"), false);
        List<String> headers = new ArrayList<>();

        try (RecordReader reader = new WholeFileFormat()
                .open(new ByteArrayInputStream("abcdef".getBytes(UTF_8)), ReadContext.fromStart(config, "a"))) {
            while (reader.next() instanceof Read.Value value) {
                Objects.requireNonNull(value.headers())
                        .forEach(header -> headers.add(header.key() + "=" + header.value()));
            }
        }

        assertThat(headers).containsExactly("millrace.chunk=0", "millrace.chunk=1", "millrace.chunks=2");
    }
}
