package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Stream;

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
                FormatSample.of("an empty file", "", UTF_8, 0));
    }
}
