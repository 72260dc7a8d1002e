package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Stream;

class JsonFormatTest extends RecordFormatContract {

    private static final String ROW = "{\"id\": 1, \"name\": \"Gr\\u00fc\\\\\\\"ße ]},\", \"tags\": [[1], {}]}";

    @Override
    protected RecordFormat format() {
        return new JsonFormat();
    }

    @Override
    protected Stream<FormatSample> samples() {
        return Stream.of(lines(), arrays(), documents(), pointers(), schemas()).flatMap(samples -> samples);
    }

    private static Stream<FormatSample> pointers() {
        String head = "\uFEFF {\"n\": [1, {\"items\": 2}], \"q\\\"}\": \"]}\",\r\n \"data\" : { \"items\" :\n [";
        String tail = "], \"more\": [{}, \"]}\\\"\"]}, \"end\": 1}\n";
        return Stream.of(
                        FormatSample.of("an array in objects", head + ROW + ",\n" + ROW + tail, UTF_8, 2),
                        FormatSample.of("an empty array in objects", head + tail, UTF_8, 0),
                        FormatSample.of("many in objects", head + (ROW + ",").repeat(1_500) + "1" + tail, UTF_8, 1_501),
                        FormatSample.of("no end", head + "1,2], \"x\": {", UTF_8, 2, "invalid-json"),
                        FormatSample.of("text behind the end", head + "1" + tail + "x", UTF_8, 1, "invalid-json"),
                        FormatSample.of("another key", "{\"data\": {\"rows\": [1]}}", UTF_8, 0, "pointer-not-found"),
                        FormatSample.of("no array there", "{\"data\": {\"items\": 1}}", UTF_8, 0, "pointer-not-found"),
                        FormatSample.of("nothing at all", "", UTF_8, 0, "pointer-not-found"),
                        FormatSample.of("no json", "{\"" + PAYLOAD, UTF_8, 0, "pointer-not-found"),
                        FormatSample.of(
                                        "a long value before",
                                        "{\"a\": \"" + "x".repeat(200_000) + "\", \"data\": {\"items\": [1]}}",
                                        UTF_8,
                                        1)
                                .with("json.record.max.bytes", "64"))
                .map(sample -> sample.with("json.pointer", "/data/items"));
    }

    private static Stream<FormatSample> schemas() {
        String rows = "{\"id\": 1, \"at\": {\"x\": [1.5]}}\n{\"id\": \"" + PAYLOAD + "\"}\n{\"id\": 3}\n[]";
        return Stream.of(
                FormatSample.of("declared", rows, UTF_8, 2, "field-value", "field-value")
                        .with("schema.mode", "declared")
                        .with("schema.fields", "id int64, at struct(x array(float64))?"),
                FormatSample.of(
                                "sampled",
                                "[" + rows.replace("\n", ",\n") + "]",
                                UTF_8,
                                2,
                                "field-value",
                                "field-value")
                        .with("schema.mode", "sampled")
                        .with("schema.sample.records", "1"),
                FormatSample.of("sampled without objects", "1\n[2]\n\"x\"", UTF_8, 3)
                        .with("schema.mode", "sampled"),
                FormatSample.of("many sampled", (ROW + "\n").repeat(2_000), UTF_8, 2_000)
                        .with("schema.mode", "sampled"),
                FormatSample.of("no schema", rows, UTF_8, 4).with("schema.mode", "none"));
    }

    private static Stream<FormatSample> lines() {
        return Stream.of(
                FormatSample.of("lines", ROW + "\n" + ROW + "\r\n\r\n  \n" + ROW, UTF_8, 3),
                FormatSample.of("lines with a mark", "\uFEFF" + ROW + "\n1\n\"x\"\nnull\n[2]", UTF_8, 5),
                FormatSample.of("lines of arrays", "[1]\n[2]\n", UTF_8, 2).with("json.layout", "lines"),
                FormatSample.of("a broken line", "{}\n{\"" + PAYLOAD + "\": tru}\n{}", UTF_8, 2, "invalid-json"),
                FormatSample.of("a broken first line", "{\"" + PAYLOAD + "\n{}", UTF_8, 1, "invalid-json")
                        .with("json.layout", "lines"),
                FormatSample.of("two on a line", "{}\n{} {}\n1", UTF_8, 2, "invalid-json"),
                FormatSample.of("not utf-8", "{}\n\"" + PAYLOAD + "\u00C3(\"\n1", ISO_8859_1, 2, "malformed-input"),
                FormatSample.of("a key twice", "1\n{\"a\": null, \"a\": 1}\n2", UTF_8, 2, "duplicate-key"),
                FormatSample.of("too deep", "[[1]]\n[[[1]]]\n2", UTF_8, 2, "too-deep")
                        .with("json.layout", "lines")
                        .with("json.depth.max", "2"),
                FormatSample.of("a long line", "1\n\"" + PAYLOAD.repeat(20_000) + "\"\n2", UTF_8, 2, "record-too-large")
                        .with("json.record.max.bytes", "64"),
                FormatSample.of("many lines", (ROW + "\r\n").repeat(2_000), UTF_8, 2_000));
    }

    private static Stream<FormatSample> arrays() {
        return Stream.of(
                FormatSample.of("array", "\n[\r\n" + ROW + " ,\n" + ROW + ",\"x,]\", 1 , null,true]\n ", UTF_8, 6),
                FormatSample.of("array with a mark", "\uFEFF[1]", UTF_8, 1),
                FormatSample.of("an empty array", " [ ] ", UTF_8, 0),
                FormatSample.of("array of arrays", "[[1],[]]", UTF_8, 2),
                FormatSample.of("a broken element", "[1,{\"" + PAYLOAD + "\" 1},2]", UTF_8, 1, "invalid-json"),
                FormatSample.of("a comma at the end", "[1,]", UTF_8, 1, "invalid-json"),
                FormatSample.of("a comma at the start", "[,1]", UTF_8, 0, "invalid-json"),
                FormatSample.of("no comma", "[1 2]", UTF_8, 1, "invalid-json"),
                FormatSample.of("an open array", "[1,2\n", UTF_8, 2, "invalid-json"),
                FormatSample.of("an open element", "[1,{\"" + PAYLOAD + "\": [", UTF_8, 1, "invalid-json"),
                FormatSample.of("text behind the array", "[1]\n[2]", UTF_8, 1, "invalid-json"),
                FormatSample.of("no array", "{}", UTF_8, 0, "invalid-json").with("json.layout", "array"),
                FormatSample.of("no array at all", " ", UTF_8, 0, "invalid-json")
                        .with("json.layout", "array"),
                FormatSample.of("a key twice in an element", "[1,{\"a\":1,\"a\":2},3]", UTF_8, 2, "duplicate-key"),
                FormatSample.of(
                                "a large element",
                                "[1,{\"a\": \"" + "\n".repeat(3) + PAYLOAD.repeat(20_000) + "\"}, 2]",
                                UTF_8,
                                2,
                                "record-too-large")
                        .with("json.record.max.bytes", "64"),
                FormatSample.of("a large open element", "[1,{\"a\": \"" + PAYLOAD.repeat(20), UTF_8, 1, "invalid-json")
                        .with("json.record.max.bytes", "64"),
                FormatSample.of("many elements", "[" + (ROW + ",\n").repeat(2_000) + "7]", UTF_8, 2_001));
    }

    private static Stream<FormatSample> documents() {
        return Stream.of(
                FormatSample.of("documents", "{\n\"a\":\r\n1}{}\r\n\r\n[2]\"x\"\ntrue false", UTF_8, 6),
                FormatSample.of("documents on a line", "{} {}\n", UTF_8, 2),
                FormatSample.of("a broken document", "{\n}{\"" + PAYLOAD + "\n}{}", UTF_8, 1, "invalid-json"),
                FormatSample.of("an open document", "{\n}{", UTF_8, 1, "invalid-json"),
                FormatSample.of("a stray bracket", "{\n}}", UTF_8, 1, "invalid-json"),
                FormatSample.of("a stray comma", "{\n},{}", UTF_8, 1, "invalid-json"),
                FormatSample.of("nothing", "", UTF_8, 0),
                FormatSample.of("white space", " \r\n\n", UTF_8, 0),
                FormatSample.of("utf-16", "\uFEFF{}", UTF_16LE, 0, "malformed-input", "invalid-json"),
                FormatSample.of("many documents", (ROW + "\n{\n}").repeat(1_000), UTF_8, 2_000)
                        .with("json.layout", "documents"));
    }
}
