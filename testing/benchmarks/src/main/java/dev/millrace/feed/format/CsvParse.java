package dev.millrace.feed.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.config.AbstractConfig;

/** Parses CSV as far as a parser goes: fields and byte positions, without the record that Connect wants of them. */
public final class CsvParse {

    private CsvParse() {}

    /** How many fields there are; the byte positions must add up. */
    public static long fields(byte[] content, AbstractConfig config) throws IOException {
        try (ByteWindow window = new ByteWindow(new ByteArrayInputStream(content))) {
            CsvRecords rows = CsvRecords.of(window, Encoding.of(StandardCharsets.UTF_8), CsvSettings.from(config));
            long fields = 0;
            long position = 0;
            while (rows.next()) {
                fields += rows.read().length;
                position += rows.bytes();
                rows.release();
            }
            if (position != content.length) {
                throw new IllegalStateException("the rows end at byte " + position);
            }
            return fields;
        }
    }
}
