package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Stream;

class MultipartFormatTest extends RecordFormatContract {

    private static final String FIELD = "Content-Disposition: form-data; name=\"a\"\r\n\r\n";
    private static final String FILE = """
            Content-Disposition: form-data; name="f"; filename="x.bin"\r
            Content-Type: application/octet-stream\r
            \r
            """;

    @Override
    protected RecordFormat format() {
        return new MultipartFormat();
    }

    @Override
    protected Stream<FormatSample> samples() {
        return Stream.concat(forms(), parts());
    }

    private static String body(String... parts) {
        return "--b7\r\n" + String.join("\r\n--b7\r\n", parts) + "\r\n--b7--\r\n";
    }

    private static Stream<FormatSample> forms() {
        return Stream.of(
                FormatSample.of("a form", body(FIELD + "1", FIELD + "grün", FILE + "\0\1--b\r\n"), UTF_8, 1),
                FormatSample.of("a large file", body(FILE + "x\r\n--b".repeat(20_000)), ISO_8859_1, 1),
                FormatSample.of("lists", body(FIELD + "1"), UTF_8, 1).with("multipart.form.lists", "a"),
                FormatSample.of("nothing", "", UTF_8, 0),
                FormatSample.of("no boundary", "a=" + PAYLOAD + "\r\n", UTF_8, 0, "boundary-missing"),
                FormatSample.of("another boundary", body(FIELD + PAYLOAD), UTF_8, 0, "boundary-missing")
                        .with("multipart.boundary", "c7"),
                FormatSample.of("cut off", "--b7\r\n" + FIELD + PAYLOAD, UTF_8, 0, "unterminated-part"),
                FormatSample.of("without a name", body("\r\n" + PAYLOAD), UTF_8, 0, "part-unnamed"),
                FormatSample.of("too many", body(FIELD + "1".repeat(200), FIELD + PAYLOAD), UTF_8, 0, "too-many-parts")
                        .with("multipart.form.parts.max", "1"),
                FormatSample.of("too large", body(FIELD + PAYLOAD.repeat(7)), UTF_8, 0, "record-too-large")
                        .with("multipart.record.max.bytes", "64"),
                FormatSample.of("no UTF-8", body(FIELD + "\u00FC" + PAYLOAD), ISO_8859_1, 0, "malformed-input"),
                FormatSample.of("sampled", body(FIELD + "1"), UTF_8, 1).with("schema.mode", "sampled"));
    }

    private static Stream<FormatSample> parts() {
        String large = "Content-Type: text/plain\r\n\r\n" + (PAYLOAD + "\r\n").repeat(10_000);
        return Stream.of(
                        FormatSample.of("three", body(FIELD + "1", FILE + "\0\r\n", "\r\n"), UTF_8, 3),
                        FormatSample.of("a preamble", "x\r\n--b70\r\n" + body(FIELD + "1") + "--b7\r\nx", UTF_8, 1)
                                .with("multipart.boundary", "b7"),
                        FormatSample.of("a long preamble", "x\r\n--b\n".repeat(20_000) + body(FIELD + "1"), UTF_8, 1)
                                .with("multipart.boundary", "b7"),
                        FormatSample.of(
                                "line feeds", body(FIELD + "1", FIELD + "2").replace("\r", ""), UTF_8, 2),
                        FormatSample.of("padding", body(FIELD + "1", FIELD).replace("b7\r", "b7 \t\r"), UTF_8, 2)
                                .with("multipart.boundary", "b7"),
                        FormatSample.of("large", body(FIELD + "1", large, FIELD), UTF_8, 2, "record-too-large")
                                .with("multipart.record.max.bytes", "64"),
                        FormatSample.of(
                                "a bad header", body(PAYLOAD + "\r\n\r\n1", FIELD + "1"), UTF_8, 1, "part-header"),
                        FormatSample.of(
                                        "a long header",
                                        body("a: " + PAYLOAD.repeat(99) + "\r\n\r\n1", FIELD + "1"),
                                        UTF_8,
                                        1,
                                        "part-header")
                                .with("multipart.header.max.bytes", "64"),
                        FormatSample.of(
                                "a bad coding",
                                body("Content-Transfer-Encoding: zip\r\n\r\n" + PAYLOAD, FIELD + "1"),
                                UTF_8,
                                1,
                                "part-coding"),
                        FormatSample.of(
                                "cut off in the second",
                                "--b7\r\n" + FIELD + "1\r\n--b7\r\n" + FIELD + PAYLOAD + "\r\n--b7-",
                                UTF_8,
                                1,
                                "unterminated-part"))
                .map(sample -> sample.with("multipart.record", "parts"));
    }
}
