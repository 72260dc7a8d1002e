package dev.millrace.ops.preview;

import dev.millrace.feed.SampleReading;
import dev.millrace.feed.content.Content;
import dev.millrace.feed.content.ContentDecoder;
import dev.millrace.feed.content.ContentSettings;
import dev.millrace.feed.content.Document;
import dev.millrace.feed.content.Pgp;
import dev.millrace.feed.content.PgpSettings;
import dev.millrace.feed.format.Read;
import dev.millrace.ops.worker.ConnectorFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.data.Struct;

/** Tries options of formats on the first records of a file. */
final class FormatTrial {

    static final int RECORDS = 200;
    private static final int HEAD = 1 << 16;

    private final Path file;

    FormatTrial(Path file) {
        this.file = file;
    }

    /** What is done with a document. */
    @FunctionalInterface
    interface Reading<T> {
        T of(InputStream bytes) throws IOException;
    }

    /** The first bytes of the file's first document, unpacked. */
    SampleHead head() throws IOException {
        return document(bytes -> {
            byte[] head = bytes.readNBytes(HEAD);
            return new SampleHead(head, head.length < HEAD);
        });
    }

    /** Reads the file's first document, unpacked. */
    <T> T document(Reading<T> reading) throws IOException {
        AbstractConfig config = config(Map.of("format", "whole-file"));
        ContentDecoder decoder = new ContentDecoder(ContentSettings.from(config), new Pgp(PgpSettings.from(config)));
        try (Content content = decoder.open(Files.newInputStream(file), name())) {
            Document first = content.next();
            return reading.of(first == null ? InputStream.nullInputStream() : first.bytes());
        }
    }

    /** Reads the first records by these options. */
    FormatProposal of(Map<String, String> options, String reason) throws IOException {
        // An envelope that must be judged by its end would have the file read through.
        Map<String, String> tried = new TreeMap<>(options);
        tried.put("edi.envelope", "warn");
        long records = 0;
        long malformed = 0;
        List<Leaf> fields = List.of();
        try (SampleReading reading = new SampleReading(config(tried), () -> Files.newInputStream(file), name())) {
            for (Read read = reading.next();
                    !(read instanceof Read.End) && records + malformed < RECORDS;
                    read = reading.next()) {
                if (read instanceof Read.Malformed) {
                    malformed++;
                } else if (read instanceof Read.Value value) {
                    fields = records++ == 0 ? fields(value) : fields;
                }
            }
        }
        return new FormatProposal(options, reason, records, malformed, fields, null);
    }

    /** The values of the first records, as texts, of a format whose records are rows. */
    List<List<String>> rows(Map<String, String> options) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (SampleReading reading = new SampleReading(config(options), () -> Files.newInputStream(file), name())) {
            for (Read read = reading.next();
                    !(read instanceof Read.End) && rows.size() < RECORDS;
                    read = reading.next()) {
                if (read instanceof Read.Value value && value.value() instanceof Struct struct) {
                    rows.add(struct.schema().fields().stream()
                            .map(field -> String.valueOf(struct.get(field)))
                            .toList());
                }
            }
        }
        return rows;
    }

    static AbstractConfig config(Map<String, String> options) {
        return SamplePreview.formatOf(new ConnectorFile(options));
    }

    private static List<Leaf> fields(Read.Value value) {
        return Leaves.of(RecordPreview.source(new ConnectorFile(Map.of()), "sample", value)).values().stream()
                .filter(leaf -> leaf.path().startsWith("value"))
                .map(leaf -> new Leaf(leaf.path(), leaf.type(), null))
                .toList();
    }

    private String name() {
        return String.valueOf(file.getFileName());
    }
}
