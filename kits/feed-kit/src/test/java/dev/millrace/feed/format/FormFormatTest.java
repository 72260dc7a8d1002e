package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.stream.Stream;

class FormFormatTest extends RecordFormatContract {

    @Override
    protected RecordFormat format() {
        return new FormFormat();
    }

    @Override
    protected Stream<FormatSample> samples() {
        String field = "name=" + "gr%C3%BCn+".repeat(11_000);
        return Stream.of(
                FormatSample.of("fields", "a=1&b=x+y%26z&a=2&c&=d&&e=", US_ASCII, 1),
                FormatSample.of("a line end behind it", "a=1&b=2\r\n", US_ASCII, 1),
                FormatSample.of("nothing", "", US_ASCII, 0),
                FormatSample.of("long", field, US_ASCII, 1),
                FormatSample.of("too long", "a=" + PAYLOAD.repeat(10), US_ASCII, 0, "record-too-large")
                        .with("form.record.max.bytes", "64"),
                FormatSample.of("a broken percent sign", "a=" + PAYLOAD + "%4", US_ASCII, 0, "invalid-percent"),
                FormatSample.of("no character", "a=" + PAYLOAD + "%FF", US_ASCII, 0, "malformed-input"),
                FormatSample.of("another charset", "a=%FC", US_ASCII, 1).with("form.charset", "windows-1252"),
                FormatSample.of("lists", "a=1", US_ASCII, 1).with("form.lists", "a"),
                FormatSample.of("sampled", "a=1&b=2", US_ASCII, 1).with("schema.mode", "sampled"));
    }
}
