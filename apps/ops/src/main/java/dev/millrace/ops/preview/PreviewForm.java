package dev.millrace.ops.preview;

import dev.millrace.ops.console.Visit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What stands in the form of the page.
 *
 * @param config as JSON
 * @param encoding how the sample stands for bytes
 * @param limit of records
 */
record PreviewForm(String config, String sample, PastedSample encoding, int limit) {

    /** The most characters of a configuration. */
    static final int LONGEST = 131_072;

    static final PreviewForm EMPTY = new PreviewForm("", "", PastedSample.TEXT, 10);

    /** What was posted. */
    static PreviewForm of(Visit visit) {
        return new PreviewForm(
                visit.form("config").orElse(""),
                visit.form("sample").orElse(""),
                PastedSample.named(visit.form("encoding").orElse("")),
                switch (visit.form("limit").orElse("")) {
                    case "25" -> 25;
                    case "50" -> 50;
                    default -> 10;
                });
    }

    /** One that shows what a preview tells. */
    static PreviewForm example() {
        return new PreviewForm(resource("example.json"), resource("example.csv"), PastedSample.TEXT, 10);
    }

    private static String resource(String name) {
        try (InputStream text = Objects.requireNonNull(PreviewForm.class.getResourceAsStream(name), name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name, unreadable);
        }
    }
}
