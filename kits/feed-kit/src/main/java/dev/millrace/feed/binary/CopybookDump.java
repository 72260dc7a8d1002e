package dev.millrace.feed.binary;

import dev.millrace.feed.framing.FrameFault;
import dev.millrace.feed.framing.FrameReader;
import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.RecordDump;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.jspecify.annotations.Nullable;

/** Takes the first records of a file apart, byte by byte, for people. It holds values: nothing of it belongs into a log. */
public final class CopybookDump {

    private CopybookDump() {}

    /**
     * A record.
     *
     * @param offset of its first byte in the stream, its descriptor included
     * @param length in bytes, without its descriptor
     * @param hex those bytes, two upper-case digits each
     * @param record what the copybook calls it; empty where none fits
     * @param fault why it is none; null for a record
     */
    public record Dumped(
            long offset,
            int length,
            String hex,
            String record,
            @Nullable String fault,
            List<RecordDump.Line> fields) {

        public Dumped {
            fields = List.copyOf(fields);
        }
    }

    /**
     * Reads the first records.
     *
     * @param config holds the options of the format copybook, and names the copybook
     * @param bytes read as far as needed, and left open
     * @param most how many records
     * @throws org.apache.kafka.common.config.ConfigException when the copybook can't be used
     */
    public static List<Dumped> of(AbstractConfig config, InputStream bytes, int most) throws IOException {
        RecordBook book = RecordDetector.book(config);
        List<Dumped> all = new ArrayList<>();
        FrameReader frames = new FrameReader(
                bytes,
                book.framing(),
                book.types().fixedBytes(),
                book.measure(),
                book.options().text().charset(),
                0,
                "");
        long offset = 0;
        while (all.size() < most && frames.next()) {
            offset += frames.skipped();
            Optional<FrameFault> fault = frames.fault();
            all.add(
                    fault.isPresent()
                            ? new Dumped(offset, 0, "", "", fault.get().detail(), List.of())
                            : record(book, frames, offset));
            offset += frames.taken();
        }
        return all;
    }

    private static Dumped record(RecordBook book, FrameReader frames, long offset) {
        byte[] bytes = Arrays.copyOfRange(frames.bytes(), frames.from(), frames.to());
        String hex = HexFormat.of().withUpperCase().formatHex(bytes);
        String name =
                book.types().of(bytes, 0, bytes.length).map(RecordType::name).orElse("");
        Optional<Item.Group> layout = book.records().stream()
                .filter(record -> record.traits().name().equalsIgnoreCase(name))
                .findFirst()
                .or(() ->
                        book.records().size() == 1 ? Optional.of(book.records().get(0)) : Optional.empty());
        return layout.map(found -> new Dumped(
                        offset,
                        bytes.length,
                        hex,
                        found.traits().name(),
                        null,
                        new RecordDump(found, book.options()).of(bytes, 0, bytes.length)))
                .orElseGet(() -> new Dumped(
                        offset,
                        bytes.length,
                        hex,
                        "",
                        "no type of record fits: say by copybook.type.* which one it is",
                        List.of()));
    }
}
